package io.nodecore.presence.events.shard;

import static io.nodecore.presence.Reports.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.presence.Reports;
import io.nodecore.presence.events.SaidEvent;
import io.nodecore.presence.events.ScriptedFleet;
import io.nodecore.presence.events.ScriptedFleet.ScriptedReport;
import io.nodecore.presence.events.shard.UserChange.WentOffline;
import io.nodecore.presence.events.streams.EventsSettingsTest;
import io.nodecore.presence.events.streams.InMemoryStores;
import io.nodecore.presence.events.time.PartitionTime;
import io.nodecore.presence.events.time.TimeSettings;
import io.nodecore.presence.events.time.Watermarks;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OnlineUser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserShardTest {

    private static final int PARTITIONS = 6;
    private static final int SEEDS = 200;
    private static final long T = ScriptedFleet.START_MS;
    private static final int ENOUGH = 1_000_000;

    private static final TimeSettings TIME = EventsSettingsTest.bound(TimeSettings.class, Map.of());

    private SimpleMeterRegistry meters;
    private KeyValueStore<Long, UserPresence> users;
    private KeyValueStore<Bytes, byte[]> alarms;
    private KeyValueStore<Bytes, byte[]> waiting;
    private KeyValueStore<Integer, Long> watermarks;
    private ReportCounts counts;
    private List<UserChange> said;

    @BeforeEach
    void empty() {
        InMemoryStores stores = new InMemoryStores();
        users = stores.of(Serdes.Long(), new UserPresenceSerde());
        alarms = stores.bytes();
        waiting = stores.bytes();
        watermarks = stores.of(Serdes.Integer(), Serdes.Long());
        meters = new SimpleMeterRegistry();
        counts = new ReportCounts(meters);
        said = new ArrayList<>();
    }

    @Test
    void what_is_said_is_what_the_reports_of_each_user_say_whatever_order_they_are_read_in() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + SEEDS; seed++) {
            empty();
            List<ScriptedReport> reports =
                    new ScriptedFleet(seed, 12, PARTITIONS, TIME.disorder().toMillis()).reports(250, 12);

            readInAnyOrder(reports, new SplittableRandom(seed));

            assertThat(SaidEvent.differences(saidEvents(), SaidEvent.expectedOf(reports)))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(count("late") + count("early")).as("seed %d", seed).isZero();
        }
    }

    /** Partitions in bursts; now and then another process goes on with the stores. */
    private void readInAnyOrder(List<ScriptedReport> reports, SplittableRandom random) {
        List<Deque<Integer>> partitions = new ArrayList<>();
        List<PartitionTime> times = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new ArrayDeque<>());
            times.add(new PartitionTime(TIME, T));
        }
        for (int position = 0; position < reports.size(); position++) {
            partitions.get(reports.get(position).partition()).add(position);
        }
        UserShard shard = shard(PARTITIONS, ENOUGH);
        while (partitions.stream().anyMatch(partition -> !partition.isEmpty())) {
            int partition = random.nextInt(PARTITIONS);
            for (int burst = random.nextInt(40);
                    burst >= 0 && !partitions.get(partition).isEmpty();
                    burst--) {
                int position = partitions.get(partition).remove();
                ScriptedReport report = reports.get(position);
                shard.report(
                        new ReportPlace(report.receivedAtMs(), report.nodeId(), partition, position), report.value());
                times.get(partition)
                        .read(position, report.receivedAtMs(), System.currentTimeMillis(), System.currentTimeMillis());
                if (random.nextInt(4) == 0) {
                    shard.watermark(partition, times.get(partition).readUpToMs());
                }
            }
            if (random.nextInt(20) == 0) {
                shard = shard(PARTITIONS, ENOUGH);
            }
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            shard.watermark(partition, Long.MAX_VALUE / 2);
        }
        assertThat(shard.waiting()).isZero();
    }

    @Test
    void reports_of_one_time_count_by_node() {
        UserShard shard = shard(2, ENOUGH);
        shard.report(new ReportPlace(T, 8, 0, 5), bytes(List.of(user(42, 3))));
        shard.report(new ReportPlace(T, 7, 1, 9), bytes(List.of(user(42, 4))));
        shard.watermark(0, T + 1);
        shard.watermark(1, T + 1);

        assertThat(saidEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.nodeId()).isEqualTo(7));
    }

    @Test
    void no_more_is_done_at_once_than_is_bounded_and_the_rest_in_the_same_order() {
        UserShard shard = shard(1, ENOUGH);
        List<ScriptedReport> reports = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            long firstUser = 100L * i + 1;
            List<OnlineUser> itsUsers = LongStream.range(firstUser, firstUser + 100)
                    .mapToObj(userId -> user(userId, 3))
                    .toList();
            reports.add(ScriptedReport.of(0, 1 + i % 7, T + i, itsUsers));
        }
        for (int i = 0; i < reports.size(); i++) {
            ScriptedReport report = reports.get(i);
            shard.report(new ReportPlace(report.receivedAtMs(), report.nodeId(), 0, i), report.value());
        }
        shard.watermark(0, T + 3_600_000);
        assertThat(said).hasSizeBetween(UserShard.WORK_AT_ONCE, UserShard.WORK_AT_ONCE + 100);
        shard.report(new ReportPlace(T + 3_600_000, 1, 0, 1_000), bytes(List.of(user(1, 3))));
        assertThat(said).hasSizeLessThan(UserShard.WORK_AT_ONCE + 101);

        int calls = 0;
        for (int before = -1; before < said.size(); calls++) {
            before = said.size();
            shard.advance();
        }
        assertThat(calls).isBetween(4, 8);
        assertThat(SaidEvent.differences(saidEvents(), SaidEvent.expectedOf(reports)))
                .isEmpty();
        assertThat(count("late")).isZero();
    }

    @Test
    void a_late_report_is_counted_and_continues_a_presence_that_was_said_to_be_over() {
        UserShard shard = shard(1, ENOUGH);
        shard.report(new ReportPlace(T, 7, 0, 0), bytes(List.of(user(42, 3))));
        shard.watermark(0, T + 25_000);
        shard.report(new ReportPlace(T + 8_000, 7, 0, 1), bytes(List.of(user(42, 3))));
        assertThat(count("late")).isOne();
        shard.watermark(0, T + 60_000);

        assertThat(said)
                .filteredOn(WentOffline.class::isInstance)
                .extracting(UserChange::atMs)
                .containsExactly(T + 20_000, T + 28_000);
        assertThat(said).hasSize(3);
    }

    @Test
    void a_late_report_of_someone_new_is_told() {
        UserShard shard = shard(1, ENOUGH);
        shard.watermark(0, T + 60_000);
        shard.report(new ReportPlace(T, 7, 0, 0), bytes(List.of(user(42, 3))));

        assertThat(saidEvents()).extracting(SaidEvent::type).containsExactly("user.online", "user.offline");
    }

    @Test
    void when_too_many_wait_the_earliest_count_before_their_time_and_none_is_lost() {
        UserShard shard = shard(2, 10);
        shard.watermark(0, T + 600_000);
        for (int i = 0; i < 100; i++) {
            shard.report(new ReportPlace(T + i * 5_000L, 7, 0, i), bytes(List.of(user(42, 3), user(100 + i, 3))));
        }
        assertThat(shard.waiting()).isEqualTo(10);
        assertThat(count("early")).isEqualTo(90);

        shard.watermark(1, T + 600_000);
        assertThat(saidEvents()).filteredOn(event -> event.userId() == 42).hasSize(2);
        assertThat(saidEvents()).hasSize(202);
        assertThat(shard.waiting()).isZero();
    }

    @Test
    void how_many_wait_is_known_after_a_restart_and_shown() {
        UserShard shard = shard(1, ENOUGH);
        shard.report(new ReportPlace(T, 7, 0, 0), bytes(List.of(user(42, 3))));
        shard.report(new ReportPlace(T + 1, 7, 0, 1), bytes(List.of(user(42, 3))));
        assertThat(shard(1, ENOUGH).waiting()).isEqualTo(2);

        counts.waiting(0, 2);
        counts.waiting(1, 3);
        assertThat(meters.get("nodecore.presence.reports.waiting").gauge().value())
                .isEqualTo(5);
        counts.gone(1);
        assertThat(meters.get("nodecore.presence.reports.waiting").gauge().value())
                .isEqualTo(2);
    }

    private UserShard shard(int sourcePartitions, int waitingAtMost) {
        return new UserShard(
                users,
                new OfflineTimers(alarms),
                new WaitingReports(waiting),
                new Watermarks(watermarks, sourcePartitions),
                waitingAtMost,
                counts,
                said::add);
    }

    private List<SaidEvent> saidEvents() {
        UserEvents events = new UserEvents();
        return said.stream()
                .map(change -> events.of(change).toRecord(Topics.USER_EVENTS))
                .map(record -> SaidEvent.read(record.headers(), record.value()))
                .toList();
    }

    private double count(String which) {
        return meters.get("nodecore.presence.reports." + which).counter().count();
    }

    private static byte[] bytes(List<OnlineUser> users) {
        return Reports.of(users.toArray(OnlineUser[]::new)).toByteArray();
    }
}
