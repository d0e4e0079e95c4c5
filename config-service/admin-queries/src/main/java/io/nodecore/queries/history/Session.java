package io.nodecore.queries.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a user on one node, by one protocol, from one address.
 *
 * @param id of the event that starts it: the online event, or the offline event if no online event was reported
 * @param startedAt null if no online event was reported
 * @param endedAt null while it is open, and if the end is not known
 * @param durationSeconds up to now for an open session; null if the start or the end is not known
 */
record Session(
        String id,
        long nodeId,
        String protocol,
        @Nullable String ipAddress,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Double durationSeconds,
        State state) {

    enum State {
        /** The user came online, is online, and has not gone offline. */
        @JsonProperty("open")
        OPEN,
        /** The session has an offline event, with or without an online event. */
        @JsonProperty("closed")
        CLOSED,
        /** The user came online again without an offline event: the session ended at that time at the latest. */
        @JsonProperty("replaced")
        REPLACED,
        /** There is no offline event, but the user is not online: the session ended when its address was last seen, if that is known. */
        @JsonProperty("lost")
        LOST,
        /** Like open, but presence can't be read at the moment. */
        @JsonProperty("unknown")
        UNKNOWN
    }
}
