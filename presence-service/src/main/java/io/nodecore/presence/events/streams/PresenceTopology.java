package io.nodecore.presence.events.streams;

import io.nodecore.presence.events.shard.PresenceTracker;
import io.nodecore.presence.events.shard.ReadReport;
import io.nodecore.presence.events.shard.ReadReport.Unreadable;
import io.nodecore.presence.events.shard.ReportCounts;
import io.nodecore.presence.events.shard.ReportReader;
import io.nodecore.presence.events.shard.ShardSplit;
import io.nodecore.presence.events.shard.UserPresence;
import io.nodecore.presence.events.shard.UserPresenceSerde;
import io.nodecore.presence.events.shard.UserShard;
import io.nodecore.presence.events.time.PartitionEnds;
import io.nodecore.presence.events.time.PartitionTime;
import io.nodecore.presence.events.time.TimeSettings;
import io.nodecore.schemas.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology that publishes who came online and who went offline. Pure: the same facts in the same order give the same events.
 *
 * <pre>
 * node.online-users → read-reports ─┬→ split-into-shards → user-shards (re-keyed) → track-presence → events.user
 *                                   └→ address-dead-letters → node.online-users.dlq
 * </pre>
 *
 * @param sourcePartitions number of partitions of node.online-users; read when a task starts, so the topology is built without Kafka
 * @param shards partitions of the re-keyed topic; users keep their shard only while this number does not change
 * @param time see {@link PartitionTime}
 * @param ends reads the end offsets of node.online-users
 * @param waitingAtMost see {@link UserShard}
 * @param counts counts late and early reports
 * @param stores supplier of the state stores of the users, by store name
 */
record PresenceTopology(
        IntSupplier sourcePartitions,
        int shards,
        TimeSettings time,
        PartitionEnds ends,
        int waitingAtMost,
        ReportCounts counts,
        Function<String, KeyValueBytesStoreSupplier> stores) {

    static final String NAME = "presence-events";
    static final String USER_SHARDS = "user-shards";

    /**
     * For the changelogs of entries that are deleted soon after they are written. The default keeps a day of deletion markers, which every
     * restoration would read. A process that returns with older stores finds deleted timers and reports again; they change nothing, because
     * the users have newer reports.
     */
    private static final Map<String, String> SHORT_LIVED = Map.of("delete.retention.ms", "3600000");

    Topology build(Properties properties) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        addTo(builder);
        return builder.build(properties);
    }

    void addTo(StreamsBuilder builder) {
        var bytes = Serdes.ByteArray();

        KStream<byte[], ReadReport> reports = builder.stream(
                        Topics.ONLINE_USERS.name(), Consumed.with(bytes, bytes).withName("online-reports"))
                .process(ReportReader::new, Named.as("read-reports"));

        reports.split(Named.as("reports-"))
                .branch(
                        (key, report) -> report instanceof Unreadable,
                        Branched.<byte[], ReadReport>withConsumer(PresenceTopology::keepDeadLetters, "unreadable"))
                .defaultBranch(Branched.withConsumer(readable -> track(builder, readable), "readable"));
    }

    private static void keepDeadLetters(KStream<byte[], ReadReport> unreadable) {
        unreadable
                .process(DeadLetterRecord::new, Named.as("address-dead-letters"))
                .to(
                        Topics.ONLINE_USERS.deadLetters().orElseThrow().name(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("dead-letters"));
    }

    private void track(StreamsBuilder builder, KStream<byte[], ReadReport> readable) {
        builder.addStateStore(users());
        builder.addStateStore(alarms());
        builder.addStateStore(waiting());
        builder.addStateStore(watermarks());
        readable.process(() -> new ShardSplit(shards, time, ends), Named.as("split-into-shards"))
                .repartition(Repartitioned.with(Serdes.Integer(), Serdes.ByteArray())
                        .withName(USER_SHARDS)
                        .withNumberOfPartitions(shards)
                        .withStreamPartitioner((topic, shard, users, partitions) -> Optional.of(Set.of(shard))))
                .process(
                        () -> new PresenceTracker(sourcePartitions, waitingAtMost, counts),
                        Named.as("track-presence"),
                        PresenceTracker.USERS,
                        PresenceTracker.ALARMS,
                        PresenceTracker.WAITING,
                        PresenceTracker.WATERMARKS)
                .to(
                        Topics.USER_EVENTS.name(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("user-events"));
    }

    private StoreBuilder<?> users() {
        return Stores.<Long, UserPresence>keyValueStoreBuilder(
                stores.apply(PresenceTracker.USERS), Serdes.Long(), new UserPresenceSerde());
    }

    private StoreBuilder<?> alarms() {
        return Stores.keyValueStoreBuilder(stores.apply(PresenceTracker.ALARMS), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(SHORT_LIVED);
    }

    private StoreBuilder<?> waiting() {
        return Stores.keyValueStoreBuilder(stores.apply(PresenceTracker.WAITING), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(SHORT_LIVED);
    }

    private static StoreBuilder<KeyValueStore<Integer, Long>> watermarks() {
        return Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(PresenceTracker.WATERMARKS), Serdes.Integer(), Serdes.Long());
    }
}
