package io.nodecore.presence.events.shard;

/**
 * The presence of a user.
 *
 * @param lastSeenAtMs received-at of the newest report that names the user
 * @param onlineSinceMs received-at of the report with which the user last came online
 * @param online false if 20 s have passed without a report
 */
public record UserPresence(long lastSeenAtMs, long onlineSinceMs, boolean online) {

    UserPresence seenAt(long atMs) {
        return new UserPresence(atMs, onlineSinceMs, true);
    }

    UserPresence gone() {
        return new UserPresence(lastSeenAtMs, onlineSinceMs, false);
    }
}
