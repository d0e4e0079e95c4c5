package io.nodecore.presence.events.shard;

import io.nodecore.presence.events.shard.UserChange.CameOnline;
import io.nodecore.presence.events.shard.UserChange.Sighting;
import io.nodecore.presence.events.shard.UserChange.WentOffline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a user comes online and goes offline. Pure, in event time.
 *
 * <p>Exact for reports in the order of their time. A report that is older than the user's newest report changes nothing, even if it closes
 * a gap: published events are not withdrawn. If a late report arrives after {@code user.offline} was published, and continues the presence
 * without a gap, it reopens the presence without an event; {@code user.offline} is then published again with the later time.
 */
final class PresenceRules {

    /** If the gap before a report is longer than this, the report starts a new presence. */
    static final Duration GAP = Duration.ofSeconds(10);
    /** A user is offline after this time without a report. */
    static final Duration SILENCE = Duration.ofSeconds(20);

    private PresenceRules() {}

    /** The new state, and the changes that led to it, in order. */
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

    /** Returns whether an online user has had no report for long enough; all reports up to this time must have been read. */
    static boolean isGone(UserPresence presence, long readUpToMs) {
        return presence.online() && readUpToMs >= silentAtMs(presence);
    }

    /** The time at which the user goes offline if no further report names the user. */
    static long silentAtMs(UserPresence presence) {
        return presence.lastSeenAtMs() + SILENCE.toMillis();
    }

    static WentOffline departure(long userId, UserPresence presence) {
        return new WentOffline(userId, presence.lastSeenAtMs(), presence.onlineSinceMs(), silentAtMs(presence));
    }
}
