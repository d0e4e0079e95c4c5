package io.nodecore.gateway.report;

import com.google.protobuf.Message;

/** The name of a report for repeats, where the node gave none. */
@FunctionalInterface
public interface ReportNaming<M extends Message> {

    String reportId(long nodeId, M report, String eventId);

    /** Each report is its own: without a name a repeat can't be distinguished from another report with the same content. */
    static <M extends Message> ReportNaming<M> byEvent() {
        return (_, _, eventId) -> eventId;
    }
}
