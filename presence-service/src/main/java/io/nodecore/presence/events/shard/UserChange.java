package io.nodecore.presence.events.shard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a user, in Unix milliseconds of event time. */
sealed interface UserChange {

    long userId();

    /** When it happened. */
    long atMs();

    /** @param lastSeenAtMs null for a user's first report */
    record CameOnline(
            long userId, Sighting sighting, @Nullable Long lastSeenAtMs) implements UserChange {

        @Override
        public long atMs() {
            return sighting.atMs();
        }
    }

    /** @param atMs the end of the time without a report */
    record WentOffline(long userId, long lastSeenAtMs, long onlineSinceMs, long atMs) implements UserChange {}

    /** A user in one report. */
    record Sighting(long atMs, long nodeId, long nodeProtocolId, List<String> ips) {}
}
