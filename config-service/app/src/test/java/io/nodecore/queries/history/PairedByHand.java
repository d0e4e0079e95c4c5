package io.nodecore.queries.history;

import io.nodecore.queries.history.PairedSessionEvent.Type;
import io.nodecore.queries.history.Session.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pairing of sessions in the plainest way: one walk over all events, from the first to the last. */
final class PairedByHand {

    /** @param occurredAt also the order of the session that begins with it, newest first, then by id */
    record Event(
            String id,
            long nodeId,
            String protocol,
            @Nullable String ip,
            Type type,
            Instant occurredAt) {}

    private record Key(
            long nodeId, String protocol, @Nullable String ip) {}

    private record Begun(Event first, Session session) {}

    private PairedByHand() {}

    static List<Session> sessions(List<Event> events) {
        Map<Key, TreeMap<Instant, List<Event>>> byKey = new HashMap<>();
        for (Event event : events) {
            byKey.computeIfAbsent(new Key(event.nodeId(), event.protocol(), event.ip()), key -> new TreeMap<>())
                    .computeIfAbsent(event.occurredAt(), time -> new ArrayList<>())
                    .add(event);
        }
        List<Begun> begun = new ArrayList<>();
        byKey.values().forEach(times -> walk(times, begun));
        begun.sort(Comparator.<Begun, Instant>comparing(one -> one.first().occurredAt())
                .reversed()
                .thenComparing(one -> one.first().id()));
        return begun.stream().map(Begun::session).toList();
    }

    private static void walk(TreeMap<Instant, List<Event>> times, List<Begun> begun) {
        Event open = null;
        for (List<Event> sameTime : times.values()) {
            Type first = open == null ? Type.ONLINE : Type.OFFLINE;
            sameTime.sort(Comparator.comparing(event -> event.type() != first));
            for (Event event : sameTime) {
                if (event.type() == Type.OFFLINE) {
                    begun.add(
                            open == null
                                    ? begun(event, null, event.occurredAt(), State.CLOSED)
                                    : begun(open, open.occurredAt(), event.occurredAt(), State.CLOSED));
                    open = null;
                } else {
                    if (open != null) {
                        begun.add(begun(open, open.occurredAt(), event.occurredAt(), State.REPLACED));
                    }
                    open = event;
                }
            }
        }
        if (open != null) {
            begun.add(begun(open, open.occurredAt(), null, State.LOST));
        }
    }

    private static Begun begun(Event first, @Nullable Instant start, @Nullable Instant end, State state) {
        Double seconds = start == null || end == null
                ? null
                : Duration.between(start, end).toMillis() / 1e3;
        return new Begun(
                first,
                new Session(first.id(), first.nodeId(), first.protocol(), first.ip(), start, end, seconds, state));
    }
}
