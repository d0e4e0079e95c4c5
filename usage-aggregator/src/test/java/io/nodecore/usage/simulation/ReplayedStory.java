package io.nodecore.usage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.projection.simulation.Incidents;
import io.nodecore.projection.simulation.ProjectionSimulation;
import io.nodecore.replay.ReplayDatabase;
import io.nodecore.replay.simulation.SimulatedReplay;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.usage.UsageDatabase;
import io.nodecore.usage.minutes.UsageProjection;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A replay of usage in the midst of a story: of rows that a defect has damaged, or of sound ones; swapped, maybe rolled back, maybe
 * swapped again, while live projection goes on. Subscriptions 1 and 2 have a limit meanwhile.
 */
final class ReplayedStory implements AutoCloseable {

    static final String EMPTY = """
            delete from outbox; delete from notified_limits; delete from subscription_terms; delete from replays;
            """;

    private final UsageDatabase database;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log;
    private final Runnable liveStep;
    private final Incidents incidents;
    private final SimulatedReplay replay;
    private final Random random;

    ReplayedStory(
            long seed,
            UsageDatabase database,
            ProjectionSimulation<?> simulation,
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log,
            Incidents incidents)
            throws SQLException {
        this.database = database;
        this.log = log;
        this.liveStep = simulation::step;
        this.incidents = incidents;
        this.random = new Random(seed ^ 0x7E11L);
        var address = database.address();
        this.replay = new SimulatedReplay(
                seed,
                UsageProjection.replayable(ReceivedAtBound.NONE),
                log,
                new ReplayDatabase(address.url(), address.user(), address.password(), "usage"),
                liveStep,
                incidents);
        for (int subscription = 1; subscription <= 2; subscription++) {
            database.execute("insert into subscription_terms values (%d, 42, 1, 0, %d, 'none')"
                    .formatted(subscription, 1L << (40 + random.nextInt(6))));
        }
    }

    void happen() throws SQLException {
        boolean isDamaged = random.nextBoolean();
        if (isDamaged) {
            incidents.count("rows damaged before a replay");
            for (String table : List.of("usage_minutes", "usage_hours", "usage_days")) {
                database.execute("update " + table + " set bytes_up = bytes_up + 1 where subscription_id in (1, 2)");
            }
            database.execute("delete from node_usage_hours");
            database.execute("update subscription_billing set billed_bytes = 0 where subscription_id in (1, 2)");
            database.execute(
                    "update subscription_traffic set bytes_down = 0, billed_bytes = round(billed_bytes * %s) where subscription_id in (1, 2)"
                            .formatted(random.nextBoolean() ? "0.1" : "10"));
        }
        replay.swap();
        liveSteps();
        if (random.nextBoolean()) {
            incidents.count("replay rolled back");
            replay.rollBack();
            liveSteps();
            if (isDamaged || random.nextBoolean()) {
                replay.swap();
            }
        }
    }

    private void liveSteps() {
        for (int i = random.nextInt(6); i > 0; i--) {
            liveStep.run();
        }
    }

    /** One more report of each of the subscriptions with a limit, after all that has happened. */
    void end(ProjectionSimulation<?> simulation) {
        var partition = new TopicPartition(Topics.USAGE.name(), 0);
        List<ConsumerRecord<byte[], byte[]>> records = Objects.requireNonNull(log.get(partition));
        var report = UsageReported.newBuilder();
        for (int subscription = 1; subscription <= 2; subscription++) {
            report.addEntries(UsageEntry.newBuilder()
                    .setUserId(1)
                    .setNodeProtocolId(1)
                    .setSubscriptionId(subscription)
                    .setBytesUp(1)
                    .setRecordedAt("2026-01-01T12:00:00Z"));
        }
        var record = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                records.getLast().offset() + 1,
                "1".getBytes(StandardCharsets.UTF_8),
                report.build().toByteArray());
        new FactHeaders("event", 1, SimulatedReports.T0, "the last one").writeTo(record.headers());
        records.add(record);
        simulation.readOn();
    }

    /**
     * In turn reached and lifted, and in the end what is so.
     *
     * @return the number of events
     */
    static int assertOneEventEach(UsageDatabase database, String story) {
        int times = 0;
        for (int subscription = 1; subscription <= 2; subscription++) {
            List<String> events = database.query("""
                    select headers ->> 'ce_type' from outbox
                    where key = '%d' and headers ->> 'ce_type' in ('subscription.limit-reached', 'subscription.limit-lifted')
                    order by id
                    """.formatted(subscription));
            times += events.size();
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i))
                        .as("subscription %d of %s: %s", subscription, story, events)
                        .isEqualTo(i % 2 == 0 ? "subscription.limit-reached" : "subscription.limit-lifted");
            }
            String isReached = database.query("""
                    select billed_bytes > 0 and billed_bytes >= traffic_limit_bytes
                    from subscription_traffic join subscription_terms using (subscription_id)
                    where subscription_id = %d
                    """.formatted(subscription)).getFirst();
            assertThat(events.size() % 2 == 1)
                    .as("subscription %d of %s has an event of its limit: %s", subscription, story, events)
                    .isEqualTo(isReached.equals("t"));
        }
        return times;
    }

    /** The partitions for which there are no simulated reports. */
    static void dropUnusedPartitions(UsageDatabase database) {
        database.execute("""
                do $$
                declare
                    unused text;
                begin
                    for unused in select inhrelid::regclass::text from pg_inherits
                                  where inhparent::regclass::text in ('usage_minutes', 'usage_hours', 'usage_days')
                                    and inhrelid::regclass::text !~ '(_other|minutes_2026_01|hours_2026_q1|days_2026)$' loop
                        execute 'drop table ' || unused;
                    end loop;
                end $$
                """);
    }

    @Override
    public void close() throws SQLException {
        replay.close();
    }
}
