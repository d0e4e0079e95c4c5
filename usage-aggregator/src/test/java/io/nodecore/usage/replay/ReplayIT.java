package io.nodecore.usage.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.replay.order.ReplayOrder.Mode;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.usage.minutes.UsageProjection;
import io.nodecore.usage.quotas.Quotas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays of usage beside live projection, on a real broker and a real database. */
class ReplayIT {

    private static final long SEED = Long.getLong("nodecore.replay.seed", 20_261_124);
    private static final long WRONG_USER = 13;

    private final Random random = new Random(SEED);
    /** Of its own: what a test refuses here would be fine for others, who count the dead letters of theirs. */
    private static EmbeddedKafka broker;

    @TempDir
    static Path folder;

    private final ReplayedUsage usage = new ReplayedUsage(broker);

    @AfterEach
    void stop() {
        usage.close();
    }

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedKafka.start(folder, 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void a_replay_gives_equal_rows_during_live_writes_and_no_reader_sees_an_error() throws Exception {
        usage.append(random, 2_000);
        usage.goLive(new UsageProjection(Quotas.LIVE));
        try (var traffic = new LiveTraffic(usage, SEED)) {
            long replay = usage.order("usage");
            usage.awaitState(replay, "compared");
            assertThat(usage.comparison(replay))
                    .as("seed %d", SEED)
                    .containsExactly(
                            "node_usage_hours true 0 0 0",
                            "refused_facts true 0 0 0",
                            "report_ids true 0 0 0",
                            "report_ids true 0 0 0",
                            "subscription_billing true 0 0 0",
                            "subscription_traffic true 0 0 0",
                            "usage_days true 0 0 0",
                            "usage_hours true 0 0 0",
                            "usage_minutes true 0 0 0");
            usage.want(replay, Wanted.SWAPPED);
            usage.awaitState(replay, "swapped");
            traffic.awaitProgress();
            usage.want(replay, Wanted.ROLLED_BACK);
            usage.awaitState(replay, "rolled-back");
            traffic.awaitProgress();
            usage.want(replay, Wanted.SWAPPED);
            usage.awaitState(replay, "swapped");
            traffic.awaitProgress();
            traffic.end();
            assertThat(traffic.errors()).as("seed %d", SEED).isEmpty();
        }
        usage.awaitLive(Topics.USAGE);
        List<String> live = usage.checksums("usage");
        assertThat(usage.checksums("public").getFirst()).contains(live.getFirst());

        long again = usage.order("usage");
        usage.awaitState(again, "compared");
        assertThat(usage.comparison(again))
                .as("seed %d", SEED)
                .allSatisfy(table -> assertThat(table).contains(" true "));
        assertThat(usage.database.query("select nspname from pg_namespace where nspname like 'usage_replay%'"))
                .containsExactly("usage_replay_" + again);
    }

    @Test
    void the_comparison_names_the_rows_that_a_bug_made_wrong_the_swap_repairs_them_and_a_rollback_restores_them() {
        usage.append(random, 300);
        usage.goLive(new BuggyUsage<>(new UsageProjection(), WRONG_USER));
        usage.awaitLive(Topics.USAGE);
        List<String> wrong = usage.checksums("usage");
        String wrongRows = usage.database
                .query("select count(*) from usage.usage_minutes where bytes_up > 0 and user_id = " + WRONG_USER)
                .getFirst();

        // The code is changed, and the service starts with it.
        usage.endLive();
        usage.goLive(new UsageProjection());
        long replay = usage.order("usage");
        usage.awaitState(replay, "compared");

        assertThat(usage.comparison(replay))
                .as("seed %d", SEED)
                .contains("usage_minutes false 0 0 " + wrongRows, "report_ids true 0 0 0");
        assertThat(usage.database.query("""
                select distinct d -> 'key' ->> 'user_id' from usage.replays,
                       jsonb_array_elements(comparison -> 'tables') t, jsonb_array_elements(t -> 'differences') d
                where id = %d and t ->> 'table' = 'usage_minutes'
                """.formatted(replay))).containsExactly(Long.toString(WRONG_USER));
        assertThat(usage.checksums("usage")).isEqualTo(wrong);

        usage.want(replay, Wanted.SWAPPED);
        usage.awaitState(replay, "swapped");
        assertThat(usage.checksums("usage")).isNotEqualTo(wrong);
        long afterwards = usage.order("outbound-usage");
        usage.awaitState(afterwards, "compared");

        usage.want(replay, Wanted.ROLLED_BACK);
        usage.awaitState(replay, "rolled-back");
        assertThat(usage.checksums("usage")).isEqualTo(wrong);
    }

    @Test
    void a_partial_replay_changes_only_its_rows() {
        usage.append(random, 300);
        usage.goLive(new BuggyUsage<>(new UsageProjection(), WRONG_USER));
        usage.awaitLive(Topics.USAGE);
        usage.endLive();
        usage.goLive(new UsageProjection());
        List<String> others =
                usage.database.query("select * from usage.usage_minutes where node_id <> 2 order by 1,2,3,4,5");

        long replay = usage.order("usage", Mode.SHADOW, new Scope.OfNode(2), 0);
        usage.awaitState(replay, "compared");
        usage.want(replay, Wanted.SWAPPED);
        usage.awaitState(replay, "swapped");

        assertThat(usage.database.query("select * from usage.usage_minutes where node_id <> 2 order by 1,2,3,4,5"))
                .isEqualTo(others);
        long check = usage.order("usage");
        usage.awaitState(check, "compared");
        assertThat(usage.database.query("""
                select distinct d -> 'key' ->> 'node_id' from usage.replays,
                       jsonb_array_elements(comparison -> 'tables') t, jsonb_array_elements(t -> 'differences') d
                where id = %d and t ->> 'table' = 'usage_minutes' order by 1
                """.formatted(check)))
                .as("the other nodes are still wrong, seed %d", SEED)
                .isNotEmpty()
                .doesNotContain("2");
    }

    @Test
    void a_part_with_a_fact_that_was_refused_is_exchanged_when_it_was_redriven_so_that_it_counts_once()
            throws Exception {
        long user = 1_000_000 + random.nextInt(1_000_000_000);
        var report = UsageReported.newBuilder()
                .addEntries(UsageEntry.newBuilder()
                        .setUserId(user)
                        .setSubscriptionId(user)
                        .setNodeProtocolId(1)
                        .setBytesUp(7)
                        .setRecordedAt("2026-01-01T12:00:30Z"))
                .build();
        RecordMetadata refused = usage.append(3, "refused-" + user, report).get();
        usage.goLive(new RefusingUsage<>(new UsageProjection(), user));
        usage.awaitLive(Topics.USAGE);
        usage.endLive();
        usage.goLive(new UsageProjection());

        long ofUser = usage.order("usage", Mode.SHADOW, new Scope.OfUser(user), 0);
        usage.awaitState(ofUser, "compared");
        assertThat(usage.comparison(ofUser))
                .contains("refused_facts false 1 0 0", "usage_minutes false 0 1 0", "subscription_traffic false 0 1 0");
        usage.want(ofUser, Wanted.SWAPPED);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(usage.state(ofUser))
                        .startsWith("compared ")
                        .contains("redrive the dead letters of usage before the swap"));
        assertThat(bytesUp(user)).containsExactly("null");

        usage.redrive(refused, 3, "refused-" + user, report);
        usage.append(3, "refused-" + user, report).get();
        usage.awaitLive(Topics.USAGE);
        usage.want(ofUser, Wanted.SWAPPED);
        usage.awaitState(ofUser, "swapped");
        assertThat(bytesUp(user)).containsExactly("7");
        long check = usage.order("usage");
        usage.awaitState(check, "compared");
        assertThat(usage.comparison(check))
                .as("seed %d", SEED)
                .allSatisfy(table -> assertThat(table).contains(" true 0 0 0"));
    }

    private List<String> bytesUp(long user) {
        return usage.database.query("select sum(bytes_up) from usage.usage_minutes where user_id = " + user);
    }

    @Test
    void a_part_is_not_exchanged_while_the_sides_count_different_reports() {
        usage.append(random, 50);
        usage.goLive(new UsageProjection());
        usage.awaitLive(Topics.USAGE);
        usage.database.execute("delete from usage.report_ids where ctid = (select max(ctid) from usage.report_ids)");

        long ofUser = usage.order("usage", Mode.SHADOW, new Scope.OfUser(12), 0);
        usage.awaitState(ofUser, "compared");
        usage.want(ofUser, Wanted.SWAPPED);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(usage.state(ofUser)).startsWith("compared ").contains("replay everything"));

        long all = usage.order("usage");
        usage.awaitState(all, "compared");
        usage.want(all, Wanted.SWAPPED);
        usage.awaitState(all, "swapped");
    }

    @Test
    void a_cancelled_replay_resumes_where_it_stopped_and_so_does_one_whose_service_stops() {
        usage.append(random, 600);
        usage.goLive(new UsageProjection());
        usage.awaitLive(Topics.USAGE);
        long replay = usage.order("usage", Mode.SHADOW, new Scope.Everything(), 200);
        await().atMost(Duration.ofSeconds(60)).until(() -> usage.applied(replay) > 50);

        usage.restartReplays();
        long stopped = usage.applied(replay);
        await().atMost(Duration.ofSeconds(60)).until(() -> usage.applied(replay) > stopped);
        usage.want(replay, Wanted.CANCELLED);
        usage.awaitState(replay, "cancelled");
        String position = position(replay);

        usage.want(replay, Wanted.RUN);
        usage.awaitState(replay, "compared");
        assertThat(Long.parseLong(position)).isPositive();
        assertThat(usage.comparison(replay))
                .allSatisfy(table -> assertThat(table).contains(" true "));
    }

    @Test
    void in_place_the_rows_are_repaired_at_once_and_nothing_is_kept() {
        usage.append(random, 200);
        usage.goLive(new BuggyUsage<>(new UsageProjection(), WRONG_USER));
        usage.awaitLive(Topics.USAGE);
        usage.endLive();
        usage.goLive(new UsageProjection());

        long replay = usage.order("usage", Mode.IN_PLACE, new Scope.Everything(), 0);
        usage.awaitState(replay, "done");
        assertThat(usage.database.query("select nspname from pg_namespace where nspname like 'usage_replay%'"))
                .isEmpty();

        long check = usage.order("usage");
        usage.awaitState(check, "compared");
        assertThat(usage.comparison(check))
                .as("seed %d", SEED)
                .allSatisfy(table -> assertThat(table).contains(" true 0 0 0"));
    }

    @Test
    void after_an_exchange_the_tables_have_the_names_and_settings_of_the_migrations() {
        usage.append(random, 50);
        usage.goLive(new UsageProjection());
        usage.awaitLive(Topics.USAGE);
        List<String> before = structure();

        long replay = usage.order("usage");
        usage.awaitState(replay, "compared");
        usage.want(replay, Wanted.SWAPPED);
        usage.awaitState(replay, "swapped");

        assertThat(structure()).isEqualTo(before);
    }

    @Test
    void tables_that_were_built_before_a_migration_do_not_become_live() {
        usage.append(random, 50);
        usage.goLive(new UsageProjection());
        usage.awaitLive(Topics.USAGE);
        long built = usage.order("usage");
        usage.awaitState(built, "compared");
        usage.database.execute("alter table usage.subscription_traffic add column note text");
        usage.want(built, Wanted.SWAPPED);
        awaitEarlierVersion(built, "compared ");

        long swapped = usage.order("usage");
        usage.awaitState(swapped, "compared");
        usage.want(swapped, Wanted.SWAPPED);
        usage.awaitState(swapped, "swapped");
        usage.database.execute("alter table usage.usage_minutes add constraint not_huge check (bytes_up < 1e18)");
        usage.want(swapped, Wanted.ROLLED_BACK);
        awaitEarlierVersion(swapped, "swapped ");
        assertThat(structure().toString()).contains("not_huge");
    }

    private void awaitEarlierVersion(long replay, String state) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(usage.state(replay)).startsWith(state).contains("was built by an earlier version"));
    }

    /** Relations with their settings and partition bounds, indexes, constraints and views. */
    private List<String> structure() {
        return usage.database.query("""
                select c.relname, c.relkind, c.reloptions, pg_get_expr(c.relpartbound, c.oid), null
                from pg_class c where c.relnamespace = 'usage'::regnamespace and c.relname !~ '^(replays|pg_)'
                union all
                select indexname, null, null, indexdef, null from pg_indexes where schemaname = 'usage'
                union all
                select conname, null, null, pg_get_constraintdef(oid), conrelid::regclass::text
                from pg_constraint where connamespace = 'usage'::regnamespace
                union all
                select viewname, null, null, definition, null from pg_views where schemaname = 'public'
                order by 1, 2, 4, 5
                """);
    }

    @Test
    void a_replay_of_an_impossible_part_is_refused_with_its_reason() {
        usage.goLive(new UsageProjection());
        long replay = usage.order("usage", Mode.SHADOW, new Scope.FromOffset(5), 0);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(usage.state(replay)).startsWith("refused").contains("sums over all facts"));
        long ofUser = usage.order("outbound-usage", Mode.SHADOW, new Scope.OfUser(5), 0);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(usage.state(ofUser))
                        .startsWith("refused")
                        .contains("an outbound belongs to no user"));
    }

    private String position(long replay) {
        return usage.database
                .query("select sum(next_offset) from usage_replay_" + replay + ".projection_positions")
                .getFirst();
    }
}
