package io.nodecore.queries.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of a user, together with the facts about neighbouring events of its (node, protocol, address) that the pairing needs.
 *
 * @param tied whether the opposite event has the same time
 * @param openBefore whether a session was open just before that time
 * @param next the first event after that time, an offline event before an online event of the same time; null for none
 */
record PairedSessionEvent(
        String id,
        long nodeId,
        String protocol,
        @Nullable String ipAddress,
        Type type,
        Instant occurredAt,
        boolean tied,
        boolean openBefore,
        @Nullable Next next) {

    enum Type {
        ONLINE,
        OFFLINE
    }

    record Next(Type type, Instant occurredAt) {}
}
