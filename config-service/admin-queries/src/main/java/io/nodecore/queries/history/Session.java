package io.nodecore.queries.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a user on one node, by one protocol, from one address.
 *
 * @param id of the event that it begins with: the coming, or the going of one whose coming was not reported
 * @param startedAt null when the coming was not reported
 * @param endedAt null while it is open, and if the end is not known
 * @param durationSeconds of an open session so far; null if a beginning or an end is not known
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
        /** The user came, is online, and has not gone. */
        @JsonProperty("open")
        OPEN,
        /** The user came and went, or went only. */
        @JsonProperty("closed")
        CLOSED,
        /** The user came again without having gone: it ended then at the latest. */
        @JsonProperty("replaced")
        REPLACED,
        /** There is no end event, but the user is not online: it ended when its address was seen last, if known. */
        @JsonProperty("lost")
        LOST,
        /** As open, but presence can't be read at the moment. */
        @JsonProperty("unknown")
        UNKNOWN
    }
}
