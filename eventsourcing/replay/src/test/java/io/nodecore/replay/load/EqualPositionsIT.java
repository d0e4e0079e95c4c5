package io.nodecore.replay.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.replay.ReplayDatabase;
import io.nodecore.testkit.SharedServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Live steps wait for a replay, and not for ever. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EqualPositionsIT {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private Connection ofReplay;
    private Connection ofLive;
    private JdbcClient live;

    @BeforeEach
    void connect() throws SQLException {
        var address = SharedServers.postgres().newDatabase();
        var database = new ReplayDatabase(address.url(), address.user(), address.password(), "live");
        ofReplay = database.connect("live");
        ofLive = database.connect("live");
        live = JdbcClient.create(new SingleConnectionDataSource(ofLive, true));
        live.sql("create schema live").update();
        live.sql("""
                create table live.projection_positions (
                    projection text, topic text, partition integer, first_offset bigint, next_offset bigint,
                    applied bigint, repeated bigint, dead_lettered bigint, passed_over bigint)
                """).update();
        live.sql("insert into live.projection_positions values ('p', 't', 0, 0, 10, 10, 0, 0, 0)")
                .update();
        live.sql("set lock_timeout = '30s'").update();
    }

    @AfterEach
    void disconnect() throws SQLException {
        ofReplay.close();
        ofLive.close();
    }

    @Test
    void where_the_missing_facts_do_not_come_live_steps_go_on_and_it_is_tried_again_later() throws SQLException {
        var load = new StuckLoad();
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(ofReplay, true));
        var positions = new EqualPositions(
                ofReplay,
                jdbc,
                "live",
                "p",
                stuck -> {
                    live.sql(
                                    "update live.projection_positions set next_offset = next_offset + 1, applied = applied + 1")
                            .update();
                    load.isStuck.set(false);
                    return true;
                },
                Duration.ofMillis(200));

        var reached = positions.reach(
                load,
                locked -> assertThat(jdbc.sql("show idle_in_transaction_session_timeout")
                                .query(String.class)
                                .single())
                        .isEqualTo("30s"));

        assertThat(reached.orElseThrow().offsets()).containsExactly(Map.entry(PARTITION, 11L));
        assertThat(load.positions()).containsExactly(Map.entry(PARTITION, 11L));
    }

    @Test
    void where_something_else_is_wanted_nothing_is_done_and_nobody_waits() throws SQLException {
        var done = new AtomicBoolean();
        var positions = new EqualPositions(
                ofReplay,
                JdbcClient.create(new SingleConnectionDataSource(ofReplay, true)),
                "live",
                "p",
                stuck -> false,
                Duration.ofMillis(200));

        assertThat(positions.reach(new StuckLoad(), locked -> done.set(true))).isEmpty();

        assertThat(done).isFalse();
        assertThat(live.sql("update live.projection_positions set next_offset = 11, applied = 11")
                        .update())
                .isEqualTo(1);
    }

    /** Gets no facts, as when Kafka is away. */
    private static final class StuckLoad implements Load {

        final AtomicBoolean isStuck = new AtomicBoolean(true);
        private final Map<TopicPartition, Long> positions = new HashMap<>(Map.of(PARTITION, 9L));

        @Override
        public Map<TopicPartition, Long> positions() {
            return positions;
        }

        @Override
        public Map<TopicPartition, Long> firstOffsets() {
            return Map.of(PARTITION, 0L);
        }

        @Override
        public void upTo(Map<TopicPartition, Long> targets, BooleanSupplier isActive, Runnable onProgress) {
            throw new AssertionError("only the last facts are missing");
        }

        @Override
        public void finish(Map<TopicPartition, Long> targets, BooleanSupplier isActive) {
            while (isStuck.get()) {
                if (!isActive.getAsBoolean()) {
                    return;
                }
                Thread.onSpinWait();
            }
            positions.putAll(targets);
        }

        @Override
        public void close() {}
    }
}
