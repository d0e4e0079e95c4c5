package io.nodecore.queries.history;

import io.nodecore.queries.history.PairedSessionEvent.Type;
import io.nodecore.queries.history.Session.State;
import io.nodecore.queries.presence.OnlineLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How events become sessions. Pure.
 *
 * <p>For each (node, protocol, address), in the order of time: an online event opens a session, the next event ends it. If an online and an
 * offline event have the same time, the offline event comes first if a session is open (the user reconnected at once), and second if none
 * is open (the session had no duration).
 */
final class SessionRules {

    private SessionRules() {}

    /** The session that starts with this event, if one does. The state of an open session is still to be completed from presence. */
    static Optional<Session> beginning(PairedSessionEvent event) {
        if (event.type() == Type.OFFLINE) {
            return event.tied() || event.openBefore()
                    ? Optional.empty()
                    : Optional.of(session(event, null, event.occurredAt(), State.CLOSED));
        }
        if (event.tied() && !event.openBefore()) {
            return Optional.of(session(event, event.occurredAt(), event.occurredAt(), State.CLOSED));
        }
        PairedSessionEvent.Next next = event.next();
        if (next == null) {
            return Optional.of(session(event, event.occurredAt(), null, State.OPEN));
        }
        State state = next.type() == Type.OFFLINE ? State.CLOSED : State.REPLACED;
        return Optional.of(session(event, event.occurredAt(), next.occurredAt(), state));
    }

    /**
     * The state of a session without an end event, by presence.
     *
     * @param lastSeenAt when the user was last seen at the session's address, if known
     */
    static Session joined(Session session, OnlineLookup.Answer presence, @Nullable Instant lastSeenAt, Instant now) {
        Instant started = session.startedAt();
        if (session.state() != State.OPEN || started == null) {
            return session;
        }
        return switch (presence) {
            case UNKNOWN -> ended(session, null, null, State.UNKNOWN);
            case ONLINE -> ended(session, null, now, State.OPEN);
            case OFFLINE -> {
                if (started.isAfter(now.minus(OnlineLookup.TTL))) {
                    yield ended(session, null, now, State.OPEN);
                }
                Instant end = lastSeenAt == null || lastSeenAt.isBefore(started) ? null : lastSeenAt;
                yield ended(session, end, end, State.LOST);
            }
        };
    }

    private static Session session(
            PairedSessionEvent event, @Nullable Instant startedAt, @Nullable Instant endedAt, State state) {
        return new Session(
                event.id(),
                event.nodeId(),
                event.protocol(),
                event.ipAddress(),
                startedAt,
                endedAt,
                seconds(startedAt, endedAt),
                state);
    }

    private static Session ended(Session open, @Nullable Instant end, @Nullable Instant until, State state) {
        return new Session(
                open.id(),
                open.nodeId(),
                open.protocol(),
                open.ipAddress(),
                open.startedAt(),
                end,
                seconds(open.startedAt(), until),
                state);
    }

    /** A node's clock may be ahead of ours: no duration is negative. */
    private static @Nullable Double seconds(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? null
                : Math.max(0, Duration.between(from, to).toMillis() / 1e3);
    }
}
