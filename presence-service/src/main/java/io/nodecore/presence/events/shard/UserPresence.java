package io.nodecore.presence.events.shard;

/**
 * What is known of a user.
 *
 * @param lastSeenAtMs received-at of the newest report with the user
 * @param onlineSinceMs received-at of the report that brought the user online last
 * @param online false once 20 s went by without a report
 */
public record UserPresence(long lastSeenAtMs, long onlineSinceMs, boolean online) {

    UserPresence seenAt(long atMs) {
        return new UserPresence(atMs, onlineSinceMs, true);
    }

    UserPresence gone() {
        return new UserPresence(lastSeenAtMs, onlineSinceMs, false);
    }
}
