package io.nodecore.usage.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.replay.order.ReplayOrder.Mode;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.SystemStats;
import io.nodecore.usage.nodestats.NodeStatsHoursProjection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hours are kept for a year and the reports in them for a day: what a replay may touch of them. */
class NodeStatsReplayIT {

    private static final Instant HOUR = Instant.parse("2026-11-23T10:00:00Z");
    private static final int REPORTS_OF_HOUR = 4;

    private final ReplayedUsage usage = new ReplayedUsage();
    private final long node = 1_000_000 + ThreadLocalRandom.current().nextInt(1_000_000_000);

    @AfterEach
    void stop() {
        usage.close();
    }

    @Test
    void hours_whose_reports_are_gone_stay_and_the_others_are_repaired_and_rolled_back() throws Exception {
        List<RecordMetadata> reports = new ArrayList<>();
        for (int hour = 0; hour < 7; hour++) {
            reports.addAll(report(hour));
        }
        usage.goLive(new NodeStatsHoursProjection());
        usage.awaitLive(Topics.STATS);
        List<String> right = hours();
        assertThat(right).hasSize(7);

        // Two hours are gone, and half of the third.
        removeBefore(reports.get(2 * REPORTS_OF_HOUR + 2));
        usage.database.execute(
                "update usage.node_stats_hours set cpu_max = 99 where node_id = %d and hour in ('%s', '%s', '%s')"
                        .formatted(node, at(0), at(2), at(5)));
        usage.database.execute(
                "delete from usage.node_stats_hours where node_id = %d and hour = '%s'".formatted(node, at(6)));
        List<String> wrong = hours();

        long replay = usage.order("node-stats-hours", Mode.SHADOW, new Scope.OfNode(node), 0);
        usage.awaitState(replay, "compared");
        assertThat(usage.comparison(replay))
                .containsExactly("node_stats_hours false 0 1 1", "refused_facts true 0 0 0", "report_ids true 0 0 0");
        usage.want(replay, Wanted.SWAPPED);
        usage.awaitState(replay, "swapped");
        List<String> repaired = new ArrayList<>(right);
        repaired.set(0, wrong.get(0));
        repaired.set(2, wrong.get(2));
        assertThat(hours()).isEqualTo(repaired);
        assertThat(names()).as("also those whose facts are gone").isEqualTo(7 * REPORTS_OF_HOUR);

        report(7);
        usage.awaitLive(Topics.STATS);
        repaired.add(hours().getLast());
        assertThat(hours()).isEqualTo(repaired);

        usage.want(replay, Wanted.ROLLED_BACK);
        usage.awaitState(replay, "rolled-back");
        List<String> rolledBack = new ArrayList<>(wrong);
        rolledBack.add(repaired.getLast());
        assertThat(hours()).isEqualTo(rolledBack);

        long whole = usage.order("node-stats-hours");
        usage.awaitState(whole, "compared");
        assertThat(usage.comparison(whole)).contains("node_stats_hours false 0 1 1", "refused_facts true 0 0 0");
    }

    @Test
    void a_node_whose_names_are_old_beside_those_of_others_is_replayed_alone() throws Exception {
        report(0);
        report(2);
        long other = node + 1;
        usage.append(Topics.STATS, other, "late", at(50).toEpochMilli(), stats(1))
                .get();
        usage.goLive(new NodeStatsHoursProjection());
        usage.awaitLive(Topics.STATS);
        usage.database.execute("delete from usage.report_ids where report_id = 's2-1' and node_id = " + node);

        long replay = usage.order("node-stats-hours", Mode.SHADOW, new Scope.OfNode(node), 0);
        usage.awaitState(replay, "compared");
        assertThat(usage.comparison(replay)).contains("report_ids false 0 1 0");
        usage.want(replay, Wanted.SWAPPED);
        usage.awaitState(replay, "swapped");
        assertThat(names()).isEqualTo(2 * REPORTS_OF_HOUR);
    }

    @Test
    void a_replay_that_waits_until_reports_are_gone_is_not_swapped_and_one_that_is_live_is_not_rolled_back()
            throws Exception {
        report(0);
        usage.goLive(new NodeStatsHoursProjection());
        usage.awaitLive(Topics.STATS);
        long waiting = usage.order("node-stats-hours", Mode.SHADOW, new Scope.OfNode(node), 0);
        usage.awaitState(waiting, "compared");
        List<RecordMetadata> meanwhile = report(1);
        usage.awaitLive(Topics.STATS);
        removeBefore(meanwhile.getLast());
        usage.want(waiting, Wanted.SWAPPED);
        awaitTrouble(waiting, "failed");

        long swapped = usage.order("node-stats-hours", Mode.SHADOW, new Scope.OfNode(node), 0);
        usage.awaitState(swapped, "compared");
        usage.want(swapped, Wanted.SWAPPED);
        usage.awaitState(swapped, "swapped");
        List<RecordMetadata> since = report(2);
        usage.awaitLive(Topics.STATS);
        List<String> live = hours();
        removeBefore(since.getLast());
        usage.want(swapped, Wanted.ROLLED_BACK);
        awaitTrouble(swapped, "swapped");
        assertThat(hours()).hasSize(3).isEqualTo(live);
    }

    private void awaitTrouble(long replay, String state) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(usage.state(replay)).startsWith(state + " ").contains("are not kept any more"));
    }

    private List<RecordMetadata> report(int hour) throws Exception {
        List<RecordMetadata> records = new ArrayList<>();
        for (int i = 0; i < REPORTS_OF_HOUR; i++) {
            long receivedAtMs = at(hour).plusSeconds(i).toEpochMilli();
            records.add(usage.append(Topics.STATS, node, "s" + hour + "-" + i, receivedAtMs, stats(hour + i))
                    .get());
        }
        return records;
    }

    private static byte[] stats(int cpuPercent) {
        return NodeStatsReported.newBuilder()
                .setSystem(SystemStats.newBuilder().setCpuPercent(cpuPercent))
                .build()
                .toByteArray();
    }

    private int names() {
        return Integer.parseInt(usage.database
                .query("select count(*) from usage.report_ids where topic = 'node.stats' and node_id = " + node)
                .getFirst());
    }

    private static Instant at(int hour) {
        return HOUR.plus(Duration.ofHours(hour));
    }

    /** As retention does it. */
    private void removeBefore(RecordMetadata record) throws Exception {
        try (Admin admin = Admin.create(usage.kafka.with(Map.of()))) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(record.topic(), record.partition()),
                            RecordsToDelete.beforeOffset(record.offset())))
                    .all()
                    .get();
        }
    }

    private List<String> hours() {
        return usage.database.query("select * from usage.node_stats_hours where node_id = " + node + " order by hour");
    }
}
