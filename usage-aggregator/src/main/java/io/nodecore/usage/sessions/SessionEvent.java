package io.nodecore.usage.sessions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user who came online or went offline on a node.
 *
 * @param userId 1 or greater
 * @param protocol lower case
 * @param eventType lower case
 * @param occurredAt the node's time, cut to microseconds, the precision of Postgres
 * @param ipAddress a literal address, or null
 */
record SessionEvent(
        long userId,
        String protocol,
        String eventType,
        Instant occurredAt,
        @Nullable String ipAddress) {}
