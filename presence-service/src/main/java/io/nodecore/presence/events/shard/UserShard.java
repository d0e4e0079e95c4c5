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
 * The users of one shard. The time of the shard is its smallest watermark. A report waits until that time has passed the report's time.
 * Reports and timers are then processed in the order of their time; a timer is processed before a report of the same time. So the events
 * depend on the times of the reports, not on the order in which the reports are read.
 *
 * <p>A report that is older than the time of the shard is processed at once, by the same rules: {@link PresenceRules} defines what an older
 * report changes.
 */
public final class UserShard {

    /** Limits the work for one record: users and timers. A report that reaches the limit is completed. */
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

    /** @param say receives the changes of users, in order for each user */
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

    /** A report, with those of its users that belong to this shard. */
    void report(ReportPlace place, byte[] itsUsers) {
        waiting.add(place, itsUsers);
        if (place.timeMs() < watermarks.readUpToMs()) {
            counts.late();
            doneUpToMs = -1;
            advance();
        }
        // This does not fire timers: reports of their users may still be unread.
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

    /** Processes what is due, up to {@link #WORK_AT_ONCE}; call again to continue. */
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
