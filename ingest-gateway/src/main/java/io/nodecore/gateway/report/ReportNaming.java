package io.nodecore.gateway.report;

import com.google.protobuf.Message;

/** Makes the report id of a report to which its node gave none. */
@FunctionalInterface
public interface ReportNaming<M extends Message> {

    String reportId(long nodeId, M report, String eventId);

    /** A new id for each report: without an id from the node, a repeat can't be distinguished from another report with the same content. */
    static <M extends Message> ReportNaming<M> byEvent() {
        return (_, _, eventId) -> eventId;
    }
}
