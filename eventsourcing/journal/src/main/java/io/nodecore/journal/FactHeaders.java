package io.nodecore.journal;

import org.apache.kafka.common.header.Headers;

/**
 * The headers of every fact, all of them UTF-8 text. Only usage facts have {@code multipliers}, and only if bytes count by another
 * factor than 1.
 *
 * @param eventId unique name of this record, a UUID
 * @param nodeId the node that reported, 1 or greater
 * @param receivedAtMs when the gateway received the report, Unix milliseconds; the only clock that projections use
 * @param reportId identifies repeats of the report: given by the node, or {@code sha256:} and a digest of the content, or the event id
 * @param multipliers the factors by which the bytes of a usage fact count against limits
 */
public record FactHeaders(String eventId, long nodeId, long receivedAtMs, String reportId, Multipliers multipliers) {

    public static final String EVENT_ID = "event-id";
    public static final String NODE_ID = "node-id";
    public static final String RECEIVED_AT = "received-at";
    public static final String REPORT_ID = "report-id";
    public static final String MULTIPLIERS = "multipliers";

    public FactHeaders {
        if (nodeId < 1) {
            throw new IllegalArgumentException(NODE_ID + " must be 1 or greater, got " + nodeId);
        }
        if (receivedAtMs < 0) {
            throw new IllegalArgumentException(RECEIVED_AT + " must be Unix milliseconds, got " + receivedAtMs);
        }
        if (eventId.isEmpty()) {
            throw new IllegalArgumentException(EVENT_ID + " must not be empty");
        }
        if (reportId.isEmpty()) {
            throw new IllegalArgumentException(REPORT_ID + " must not be empty");
        }
    }

    /** A fact whose bytes, if any, count with factor 1. */
    public FactHeaders(String eventId, long nodeId, long receivedAtMs, String reportId) {
        this(eventId, nodeId, receivedAtMs, reportId, Multipliers.ONE);
    }

    /** Whether repeats of the report can be recognised: they can't if the report id is the event id, which no other record has. */
    public boolean isNamed() {
        return !reportId.equals(eventId);
    }

    /** Adds the headers to a record that is about to be appended. */
    public void writeTo(Headers headers) {
        headers.add(EVENT_ID, TextHeaders.utf8(eventId))
                .add(NODE_ID, TextHeaders.utf8(Long.toString(nodeId)))
                .add(RECEIVED_AT, TextHeaders.utf8(Long.toString(receivedAtMs)))
                .add(REPORT_ID, TextHeaders.utf8(reportId));
        if (!multipliers.equals(Multipliers.ONE)) {
            headers.add(MULTIPLIERS, TextHeaders.utf8(multipliers.text()));
        }
    }

    /**
     * Reads the headers of a fact.
     *
     * @throws IllegalArgumentException naming the header that is missing or malformed
     */
    public static FactHeaders readFrom(Headers headers) {
        return new FactHeaders(
                TextHeaders.text(headers, EVENT_ID),
                TextHeaders.number(headers, NODE_ID),
                TextHeaders.number(headers, RECEIVED_AT),
                TextHeaders.text(headers, REPORT_ID),
                headers.lastHeader(MULTIPLIERS) == null
                        ? Multipliers.ONE
                        : Multipliers.parse(TextHeaders.text(headers, MULTIPLIERS)));
    }
}
