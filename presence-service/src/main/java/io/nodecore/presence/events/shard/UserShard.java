package io.nodecore.presence.events.shard;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.presence.events.shard.OfflineTimers.Alarm;
import io.nodecore.presence.events.shard.UserChange.Sighting;
import io.nodecore.presence.events.shard.WaitingReports.Due;
import io.nodecore.presence.events.shard.WaitingReports.Waiting;
import io.nodecore.presence.events.time.Watermarks;
import io.nodecore.schemas.facts.OnlineIp;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The users of one shard. Time in it is the smallest watermark. A report waits until time has passed it; then reports and alarms count
 * in the order of their time, each alarm before a report of the same time. So what is said follows from the times of the reports, not
 * from the order in which they were read.
 *
 * <p>A report that comes when time has passed it already counts at once, by the same rules: it changes what {@link PresenceRules} says
 * that an older report changes.
 */
public final class UserShard {

    /** Bounds the work for one record: users and alarms, and the report with which it is reached. */
    static final int WORK_AT_ONCE = 10_000;

    private final KeyValueStore<Long, UserPresence> users;
    private final OfflineTimers alarms;
    private final WaitingReports waiting;
    private final Watermarks watermarks;
    private final int waitingAtMost;
    private final ReportCounts counts;
    private final Consumer<UserChange> say;

    private long doneUpToMs = -1;
    private int workLeft;

    /** @param say told of what happened to users, of each user in order */
    UserShard(
            KeyValueStore<Long, UserPresence> users,
            OfflineTimers alarms,
            WaitingReports waiting,
            Watermarks watermarks,
            int waitingAtMost,
            ReportCounts counts,
            Consumer<UserChange> say) {
        this.users = users;
        this.alarms = alarms;
        this.waiting = waiting;
        this.watermarks = watermarks;
        this.waitingAtMost = waitingAtMost;
        this.counts = counts;
        this.say = say;
    }

    /** A report, with those of its users who belong here. */
    void report(ReportPlace place, byte[] itsUsers) {
        waiting.add(place, itsUsers);
        if (place.timeMs() < watermarks.readUpToMs()) {
            counts.late();
            doneUpToMs = -1;
            advance();
        }
        // Alarms do not ring for it: the reports of their users may be among those still to be read.
        while (waiting.size() > waitingAtMost) {
            counts.early();
            apply(waiting.takeEarliest());
        }
    }

    /** A partition has been read up to this time. */
    void watermark(int sourcePartition, long readUpToMs) {
        watermarks.advance(sourcePartition, readUpToMs);
        advance();
    }

    int waiting() {
        return waiting.size();
    }

    /** Does what is due, but no more than {@link #WORK_AT_ONCE}; call again to go on. */
    void advance() {
        long upToMs = watermarks.readUpToMs();
        if (upToMs == doneUpToMs) {
            return;
        }
        workLeft = WORK_AT_ONCE;
        try (Due due = waiting.before(upToMs)) {
            while (due.hasNext()) {
                ring(due.peekTimeMs());
                if (workLeft <= 0) {
                    return;
                }
                apply(due.next());
            }
        }
        ring(upToMs);
        if (workLeft > 0) {
            doneUpToMs = upToMs;
        }
    }

    private void apply(Waiting report) {
        ReportPlace place = report.place();
        for (OnlineUser user : usersIn(report.users())) {
            List<String> ips =
                    user.getIpsList().stream().map(OnlineIp::getIp).distinct().toList();
            see(user.getUserId(), new Sighting(place.timeMs(), place.nodeId(), user.getNodeProtocolId(), ips));
            workLeft--;
        }
    }

    private void see(long userId, Sighting sighting) {
        UserPresence known = users.get(userId);
        PresenceRules.Outcome outcome = PresenceRules.seen(userId, known, sighting);
        if (outcome.presence().equals(known)) {
            return;
        }
        users.put(userId, outcome.presence());
        if (known == null || !known.online()) {
            alarms.set(PresenceRules.silentAtMs(outcome.presence()), userId);
        }
        outcome.changes().forEach(say);
    }

    private void ring(long timeMs) {
        for (Alarm alarm : alarms.takeUntil(timeMs, Math.max(0, workLeft))) {
            workLeft--;
            UserPresence presence = users.get(alarm.userId());
            if (presence == null || !presence.online()) {
                continue;
            }
            if (PresenceRules.isGone(presence, timeMs)) {
                users.put(alarm.userId(), presence.gone());
                say.accept(PresenceRules.departure(alarm.userId(), presence));
            } else {
                alarms.set(PresenceRules.silentAtMs(presence), alarm.userId());
            }
        }
    }

    private static List<OnlineUser> usersIn(byte[] report) {
        try {
            return OnlineUsersReported.parseFrom(report).getUsersList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the re-keyed topic holds what ShardSplit never wrote", e);
        }
    }
}
