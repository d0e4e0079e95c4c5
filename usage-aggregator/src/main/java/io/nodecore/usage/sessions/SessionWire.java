package io.nodecore.usage.sessions;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.facts.SessionEventsReported;
import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Converts a fact of topic node.session-events to session events. */
final class SessionWire {

    private SessionWire() {}

    /**
     * @throws InvalidProtocolBufferException if the bytes are not such a fact
     * @throws RuntimeException if a time or an address in them is invalid
     */
    static List<SessionEvent> decode(byte[] value) throws InvalidProtocolBufferException {
        SessionEventsReported report = SessionEventsReported.parseFrom(value);
        List<SessionEvent> events = new ArrayList<>(report.getEventsCount());
        for (var event : report.getEventsList()) {
            events.add(new SessionEvent(
                    event.getUserId(),
                    event.getProtocol().toLowerCase(Locale.ROOT),
                    event.getEventType().toLowerCase(Locale.ROOT),
                    OffsetDateTime.parse(event.getOccurredAt()).toInstant().truncatedTo(ChronoUnit.MICROS),
                    address(event.getIpAddress())));
        }
        return events;
    }

    /** An IPv4-mapped IPv6 address becomes an IPv4 address; the table stores the canonical text. Asks no name server. */
    private static @Nullable String address(String text) {
        return text.isEmpty() ? null : InetAddress.ofLiteral(text).getHostAddress();
    }
}
