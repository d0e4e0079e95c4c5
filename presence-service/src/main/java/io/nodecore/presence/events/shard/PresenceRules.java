package io.nodecore.presence.events.shard;

import io.nodecore.presence.events.shard.UserChange.CameOnline;
import io.nodecore.presence.events.shard.UserChange.Sighting;
import io.nodecore.presence.events.shard.UserChange.WentOffline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a user comes and goes. Pure, in event time.
 *
 * <p>Exact for reports in the order of their time. A report older than the newest one with the user changes nothing, not even when it
 * would have closed a gap: what was said is not taken back. A report that comes so late that the user was already said to be offline,
 * and continues the presence without a gap, reopens it without a word; its end is then said again, with the later time.
 */
final class PresenceRules {

    /** A longer gap than this before a report makes a new presence. */
    static final Duration GAP = Duration.ofSeconds(10);
    /** After so long without a report a user is offline. */
    static final Duration SILENCE = Duration.ofSeconds(20);

    private PresenceRules() {}

    /** The new state and what happened on the way to it, in order. */
    record Outcome(UserPresence presence, List<UserChange> changes) {}

    static Outcome seen(long userId, @Nullable UserPresence known, Sighting sighting) {
        long atMs = sighting.atMs();
        if (known == null) {
            return new Outcome(new UserPresence(atMs, atMs, true), List.of(new CameOnline(userId, sighting, null)));
        }
        if (atMs <= known.lastSeenAtMs()) {
            return new Outcome(known, List.of());
        }
        if (atMs - known.lastSeenAtMs() <= GAP.toMillis()) {
            return new Outcome(known.seenAt(atMs), List.of());
        }
        List<UserChange> changes = new ArrayList<>();
        if (isGone(known, atMs)) {
            changes.add(departure(userId, known));
        }
        changes.add(new CameOnline(userId, sighting, known.lastSeenAtMs()));
        return new Outcome(new UserPresence(atMs, atMs, true), changes);
    }

    /** Whether an online user has been without a report for long enough, all reports up to this time having been read. */
    static boolean isGone(UserPresence presence, long readUpToMs) {
        return presence.online() && readUpToMs >= silentAtMs(presence);
    }

    /** When the user will have been silent for long enough, unless reported again. */
    static long silentAtMs(UserPresence presence) {
        return presence.lastSeenAtMs() + SILENCE.toMillis();
    }

    static WentOffline departure(long userId, UserPresence presence) {
        return new WentOffline(userId, presence.lastSeenAtMs(), presence.onlineSinceMs(), silentAtMs(presence));
    }
}
