package io.nodecore.queries.history;

import io.nodecore.admin.Page;
import io.nodecore.queries.history.Session.State;
import io.nodecore.queries.presence.OnlineLookup;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user's sessions, newest first: events are paired, and open sessions are completed from presence. */
final class Sessions {

    /**
     * Maximum number of events that are read for one page; if a user has only offline events, a page may be shorter than requested and
     * still have a next one.
     */
    static final int MOST_EVENTS = 4_000;

    /** A session and the event that starts it. */
    private record Found(PairedSessionEvent event, Session session) {}

    private final SessionView view;
    private final OnlineLookup presence;
    private final InstantSource clock;

    Sessions(SessionView view, OnlineLookup presence, InstantSource clock) {
        this.view = view;
        this.presence = presence;
        this.clock = clock;
    }

    Page<Session> page(long userId, SessionCursor begin, int size) {
        int chunk = 2 * size + 2;
        List<Found> found = new ArrayList<>();
        SessionCursor read = begin;
        boolean exhausted = false;
        for (int events = 0; found.size() <= size && !exhausted && events < MOST_EVENTS; events += chunk) {
            List<PairedSessionEvent> some = view.events(userId, read, chunk);
            some.forEach(
                    event -> SessionRules.beginning(event).ifPresent(session -> found.add(new Found(event, session))));
            exhausted = some.size() < chunk;
            if (!some.isEmpty()) {
                read = SessionCursor.after(some.getLast());
            }
        }
        if (found.size() > size) {
            return page(
                    userId,
                    found.subList(0, size),
                    SessionCursor.after(found.get(size - 1).event()));
        }
        return page(userId, found, exhausted ? null : read);
    }

    private Page<Session> page(long userId, List<Found> found, @Nullable SessionCursor next) {
        List<Session> sessions = found.stream().map(Found::session).toList();
        if (sessions.stream().anyMatch(session -> session.state() == State.OPEN)) {
            OnlineLookup.Answer answer = presence.of(userId);
            Instant now = clock.instant();
            sessions = sessions.stream()
                    .map(session -> joined(userId, session, answer, now))
                    .toList();
        }
        return new Page<>(sessions, next == null ? null : next.text());
    }

    private Session joined(long userId, Session session, OnlineLookup.Answer answer, Instant now) {
        String ip = session.ipAddress();
        boolean lost = session.state() == State.OPEN && answer == OnlineLookup.Answer.OFFLINE;
        Optional<Instant> lastSeenAt = lost && ip != null ? view.lastSeenAt(userId, ip) : Optional.empty();
        return SessionRules.joined(session, answer, lastSeenAt.orElse(null), now);
    }
}
