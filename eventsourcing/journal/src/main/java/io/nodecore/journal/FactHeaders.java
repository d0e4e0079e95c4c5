package io.nodecore.journal;

import org.apache.kafka.common.header.Headers;

/**
 * The headers of every fact, all of them UTF-8 text; {@code multipliers} stands in usage facts alone, where bytes count otherwise than
 * once.
 *
 * @param eventId unique name of this record, a UUID
 * @param nodeId the node that reported, 1 or greater
 * @param receivedAtMs when the gateway received the report, Unix milliseconds; the only clock that projections follow
 * @param reportId the report's name for repeats: as the node gave it, or {@code sha256:} and a digest of the content, or the event id
 * @param multipliers how much the bytes of a usage fact count against limits
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

    /** A fact whose bytes, if any, count once. */
    public FactHeaders(String eventId, long nodeId, long receivedAtMs, String reportId) {
        this(eventId, nodeId, receivedAtMs, reportId, Multipliers.ONE);
    }

    /** Whether a repeat of the report could be known as one: a name that is the event's no other record has. */
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
