package io.nodecore.presence.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.presence.events.Alarms.Alarm;
import io.nodecore.presence.events.UserChange.Sighting;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OnlineIp;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Follows the users of one shard: applies {@link PresenceRules} to their reports and to the time, and says what happened. */
final class PresenceTracker extends ContextualProcessor<Integer, byte[], byte[], byte[]> {

    static final String USERS = "users";
    static final String ALARMS = "alarms";
    static final String WATERMARKS = "watermarks";

    /** Bounds the work of one record, when many users fell silent at once; the next watermark goes on. */
    private static final int DEPARTURES_AT_ONCE = 10_000;

    private final int sourcePartitions;
    private final UserEvents events = new UserEvents();

    private KeyValueStore<Long, UserPresence> users;
    private Alarms alarms;
    private Watermarks watermarks;

    @SuppressWarnings("NullAway.Init") // The stores come with init.
    PresenceTracker(int sourcePartitions) {
        this.sourcePartitions = sourcePartitions;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        users = context.getStateStore(USERS);
        alarms = new Alarms(context.getStateStore(ALARMS));
        watermarks = new Watermarks(context.getStateStore(WATERMARKS), sourcePartitions);
    }

    @Override
    public void process(Record<Integer, byte[]> record) {
        if (ShardHeaders.isWatermark(record.headers())) {
            watermarks.advance(ShardHeaders.sourcePartition(record.headers()), record.timestamp());
            findSilent(watermarks.readUpToMs());
            return;
        }
        long nodeId = ShardHeaders.nodeId(record.headers());
        for (OnlineUser user : usersIn(record.value())) {
            List<String> ips =
                    user.getIpsList().stream().map(OnlineIp::getIp).distinct().toList();
            see(user.getUserId(), new Sighting(record.timestamp(), nodeId, user.getNodeProtocolId(), ips));
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
        outcome.changes().forEach(this::say);
    }

    private void findSilent(long readUpToMs) {
        for (Alarm alarm : alarms.takeUntil(readUpToMs, DEPARTURES_AT_ONCE)) {
            UserPresence presence = users.get(alarm.userId());
            if (presence == null || !presence.online()) {
                continue;
            }
            if (PresenceRules.isGone(presence, readUpToMs)) {
                users.put(alarm.userId(), presence.gone());
                say(PresenceRules.departure(alarm.userId(), presence));
            } else {
                alarms.set(PresenceRules.silentAtMs(presence), alarm.userId());
            }
        }
    }

    private void say(UserChange change) {
        ProducerRecord<byte[], byte[]> event = events.of(change).toRecord(Topics.USER_EVENTS);
        context().forward(new Record<>(event.key(), event.value(), change.atMs(), event.headers()));
    }

    private static List<OnlineUser> usersIn(byte[] report) {
        try {
            return OnlineUsersReported.parseFrom(report).getUsersList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the re-keyed topic holds what ShardSplit never wrote", e);
        }
    }
}
