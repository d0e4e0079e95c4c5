package io.nodecore.usage.simulation;

import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.facts.SessionEvent;
import io.nodecore.schemas.facts.SessionEventsReported;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Session events, each of them once. */
final class SessionTables implements OnePass.Tables {

    static final String ROWS = """
            select concat_ws(' ', node_id, user_id, protocol, event_type, extract(epoch from occurred_at)::bigint,
                             coalesce(ip_address, 'none')) from session_events
            """;

    static final String EMPTY = "delete from session_events;";

    private final Set<String> events = new TreeSet<>();

    @Override
    public void add(String topic, FactHeaders headers, byte[] value) throws Exception {
        List<String> reported = new ArrayList<>();
        for (SessionEvent event : SessionEventsReported.parseFrom(value).getEventsList()) {
            if (event.getProtocol().contains("\0") || event.getIpAddress().contains("nowhere")) {
                throw new IllegalArgumentException("can't be kept: " + event);
            }
            reported.add(headers.nodeId() + " " + event.getUserId() + " "
                    + event.getProtocol().toLowerCase(Locale.ROOT) + " "
                    + event.getEventType().toLowerCase(Locale.ROOT) + " "
                    + OffsetDateTime.parse(event.getOccurredAt()).toEpochSecond() + " "
                    + (event.hasIpAddress() ? event.getIpAddress() : "none"));
        }
        events.addAll(reported);
    }

    @Override
    public List<String> rows() {
        return List.copyOf(events);
    }

    static final class Content implements SimulatedReports.Content {

        @Override
        public byte[] report(Random random, int partition) {
            var report = SessionEventsReported.newBuilder();
            for (int i = random.nextInt(5); i > 0; i--) {
                report.addEvents(event(random));
            }
            return report.build().toByteArray();
        }

        @Override
        public byte[] poison(Random random, int partition) {
            SessionEvent.Builder event = event(random);
            switch (random.nextInt(3)) {
                case 0 -> event.setProtocol("vl\0ess");
                case 1 -> event.setIpAddress("nowhere");
                default -> event.setOccurredAt("2026-01-01T12:00:00");
            }
            return SessionEventsReported.newBuilder()
                    .addEvents(event(random))
                    .addEvents(event)
                    .build()
                    .toByteArray();
        }

        private static SessionEvent.Builder event(Random random) {
            var event = SessionEvent.newBuilder()
                    .setUserId(1 + random.nextInt(2))
                    .setProtocol(random.nextBoolean() ? "vless" : "VLESS")
                    .setEventType(random.nextBoolean() ? "online" : "Offline")
                    .setOccurredAt("2026-01-01T1" + random.nextInt(3) + ":00:0" + random.nextInt(3) + "+02:00");
            return random.nextBoolean() ? event : event.setIpAddress("192.0.2." + random.nextInt(2));
        }
    }
}
