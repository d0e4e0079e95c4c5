package io.nodecore.usage.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nodecore.schemas.control.Subscription;
import io.nodecore.usage.UsageDatabase;
import io.nodecore.usage.minutes.Amounts;
import io.nodecore.usage.minutes.UsageProjection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Limits, terms and usage on a real database. */
class QuotasIT {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-11-24T00:00:00Z");

    private final UsageDatabase database = new UsageDatabase();
    private final QuotaTermsProjection terms = new QuotaTermsProjection(database.dataSource());
    private final UsageProjection live = new UsageProjection(Quotas.LIVE);
    private int reports;

    @Test
    void the_usage_that_crosses_a_limit_is_told_of_once_and_names_quota_and_period() {
        say(7, 1, 1_000L, "day");
        use(7, 799, NOON);
        assertThat(told()).isEmpty();

        use(7, 1, NOON);
        use(7, 199, NOON);
        assertThat(told()).containsExactly("subscription.limit-warning:7:1:2026-11-23");

        use(7, 1, NOON);
        use(7, 5_000, NOON);
        assertThat(told())
                .containsExactly(
                        "subscription.limit-warning:7:1:2026-11-23", "subscription.limit-reached:7:1:2026-11-23");
    }

    @Test
    void events_are_as_their_schemas_say() throws Exception {
        say(7, 3, 1_000L, "week");
        say(8, 1, 1L, "none");
        use(7, 1_500, NOON);
        use(8, 1, NOON);

        for (String row :
                database.query("select headers ->> 'ce_type', convert_from(value, 'UTF8') from outbox order by id")) {
            String type = row.substring(0, row.indexOf(' '));
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("../schemas/events", type + ".schema.json")));
            assertThat(schema.validate(
                            row.substring(type.length() + 1),
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .as(row)
                    .isEmpty();
        }
        assertThat(told())
                .containsExactly(
                        "subscription.limit-warning:7:3:2026-11-23",
                        "subscription.limit-reached:7:3:2026-11-23",
                        "subscription.limit-warning:8:1",
                        "subscription.limit-reached:8:1");
        assertThat(
                        database.query(
                                "select convert_from(value, 'UTF8')::jsonb -> 'billedBytes',"
                                        + " convert_from(value, 'UTF8')::jsonb ->> 'periodEnd' from outbox where key = '7' order by id"))
                .containsExactly("1500 2026-11-30T00:00:00Z", "1500 2026-11-30T00:00:00Z");
    }

    @Test
    void a_byte_counts_against_the_period_of_its_arrival_and_a_new_period_starts_at_nothing() {
        say(7, 1, 100L, "day");
        use(7, 100, NEXT_DAY.minusMillis(1));
        use(7, 99, NEXT_DAY);
        assertThat(told())
                .containsExactly(
                        "subscription.limit-warning:7:1:2026-11-23",
                        "subscription.limit-reached:7:1:2026-11-23",
                        "subscription.limit-warning:7:1:2026-11-24");

        // A report of yesterday, read late: it is yesterday's, which is over its limit already.
        use(7, 50, NOON);
        use(7, 1, NEXT_DAY.plusSeconds(3600));
        assertThat(told()).last().isEqualTo("subscription.limit-reached:7:1:2026-11-24");
    }

    @Test
    void a_week_and_a_month_are_the_sum_of_their_days() {
        say(7, 1, 300L, "week");
        say(8, 1, 300L, "month");
        for (long subscription : List.of(7L, 8L)) {
            use(subscription, 100, Instant.parse("2026-11-22T23:00:00Z"));
            use(subscription, 100, Instant.parse("2026-11-23T01:00:00Z"));
            use(subscription, 100, Instant.parse("2026-11-29T23:59:59Z"));
        }
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "subscription.limit-warning:8:1:2026-11-01", "subscription.limit-reached:8:1:2026-11-01");
    }

    @Test
    void a_limit_set_below_what_was_used_is_reached_without_new_usage() {
        say(7, 1, 1_000L, "month");
        use(7, 500, NOON);
        assertThat(told()).isEmpty();

        say(7, 2, 400L, "month");
        assertThat(told())
                .containsExactly(
                        "subscription.limit-warning:7:2:2026-11-01", "subscription.limit-reached:7:2:2026-11-01");

        say(7, 3, 2_000L, "month");
        say(7, 4, 500L, "month");
        assertThat(told()).last().isEqualTo("subscription.limit-reached:7:4:2026-11-01");
    }

    @Test
    void usage_that_came_before_the_first_terms_counts_against_them() {
        use(7, 500, NOON);
        say(7, 1, 400L, "none");

        assertThat(told()).containsExactly("subscription.limit-warning:7:1", "subscription.limit-reached:7:1");
    }

    @Test
    void terms_read_again_and_older_terms_change_nothing() {
        say(7, 1, 1_000L, "none");
        say(7, 2, 100L, "none");
        use(7, 100, NOON);
        assertThat(told()).hasSize(2);

        say(7, 1, 10L, "none");
        say(7, 2, 100L, "none");
        assertThat(told()).hasSize(2);
        assertThat(database.query("select quota_epoch, traffic_limit_bytes from subscription_terms"))
                .containsExactly("2 100");
    }

    @Test
    void a_subscription_that_is_deleted_or_unlimited_has_nothing_to_cross() {
        say(7, 1, 100L, "none");
        say(8, 1, null, "none");
        terms.take(List.of(record(7, null)));
        use(7, 500, NOON);
        use(8, 500, NOON);

        assertThat(told()).isEmpty();
    }

    @Test
    void a_repeat_crosses_nothing_and_a_crash_before_the_commit_tells_nothing() {
        say(7, 1, 100L, "none");
        var report = Amounts.report("same", NOON, 7, 60);
        database.commit(connection -> live.apply(connection, List.of(report)).size());
        database.commit(connection -> live.apply(connection, List.of(report)).size());
        database.crash(connection -> live.apply(connection, List.of(Amounts.report("next", NOON, 7, 60)))
                .size());
        assertThat(told()).isEmpty();

        database.commit(connection -> live.apply(connection, List.of(Amounts.report("next", NOON, 7, 60)))
                .size());
        assertThat(told()).hasSize(2);
    }

    @Test
    void a_replay_gives_the_same_billing_whatever_the_terms_are_by_then_and_tells_nothing() {
        var random = new Random(11);
        List<Amounts.Reports> log = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            log.add(Amounts.of(Amounts.report(
                    "r" + i, NOON.plusSeconds(random.nextInt(200_000)), 7 + random.nextInt(3), random.nextInt(100))));
        }
        say(7, 1, 500L, "day");
        say(8, 1, 500L, "none");
        log.forEach(report -> database.commit(
                connection -> live.apply(connection, report.facts()).size()));
        assertThat(told()).as("seed 11").isNotEmpty();

        UsageDatabase shadow = database.shadow();
        var replay = new UsageProjection();
        for (int from = 0; from < log.size(); from += 7) {
            var batch = Amounts.together(log.subList(from, Math.min(from + 7, log.size())));
            shadow.commit(connection -> replay.apply(connection, batch.facts()).size());
        }
        String rows = "select * from subscription_billing order by subscription_id, day";
        assertThat(shadow.query(rows)).as("seed 11").isEqualTo(database.query(rows));
        assertThat(shadow.query("select count(*) from outbox")).containsExactly("0");
    }

    @Test
    void use_that_a_replay_repaired_is_told_of_once_by_the_next_report_of_the_subscription() {
        say(7, 1, 1_000L, "day");
        say(8, 1, 1_000L, "day");
        use(7, 100, NOON);
        use(8, 2_000, NOON);
        assertThat(told(8)).hasSize(2);

        // As an exchange does it: without a word.
        database.execute("update subscription_billing set billed_bytes = 2000 where subscription_id = 7");
        database.execute("update subscription_billing set billed_bytes = 900 where subscription_id = 8");
        use(9, 1, NOON);
        assertThat(told(7)).isEmpty();

        use(7, 1, NOON);
        use(7, 1, NOON);
        assertThat(told(7))
                .containsExactly(
                        "subscription.limit-warning:7:1:2026-11-23", "subscription.limit-reached:7:1:2026-11-23");
        use(8, 1, NOON);
        use(8, 1, NOON);
        assertThat(told(8)).hasSize(3).last().isEqualTo("subscription.limit-lifted:8:1:2026-11-23");
        use(8, 200, NOON);
        assertThat(told(8)).hasSize(4).last().isEqualTo("subscription.limit-reached:8:1:2026-11-23");
    }

    @Test
    void a_correction_that_brings_a_subscription_below_its_limit_is_told_of_and_so_is_one_that_brings_it_above()
            throws Exception {
        say(7, 1, 1_000L, "day");
        use(7, 1_500, NOON);
        use(7, 10, NOON);
        correct(7, -400, NOON);
        assertThat(told()).as("still above").hasSize(2);

        correct(7, -111, NOON);
        assertThat(told())
                .containsExactly(
                        "subscription.limit-warning:7:1:2026-11-23",
                        "subscription.limit-reached:7:1:2026-11-23",
                        "subscription.limit-lifted:7:1:2026-11-23");
        String lifted = database.query("select convert_from(value, 'UTF8') from outbox order by id desc limit 1")
                .getFirst();
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("../schemas/events/subscription.limit-lifted.schema.json")))
                        .validate(
                                lifted,
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as(lifted)
                .isEmpty();
        assertThat(lifted).contains("\"billedBytes\":999", "\"liftedAt\":\"2026-11-24T00:00:00Z\"");

        // What config-service answers, as to a limit that was raised: terms of a new epoch.
        say(7, 2, 1_000L, "day");
        correct(7, 1, NOON);
        assertThat(told()).last().isEqualTo("subscription.limit-reached:7:2:2026-11-23");
    }

    @Test
    void a_correction_of_another_day_or_of_an_unlimited_subscription_lifts_nothing() {
        say(7, 1, 1_000L, "day");
        say(8, 1, null, "day");
        use(7, 1_500, NEXT_DAY);
        use(8, 1_500, NEXT_DAY);
        correct(7, -1_500, NOON);
        correct(8, -1_500, NEXT_DAY);

        assertThat(told()).noneMatch(id -> id.contains("lifted"));
    }

    @Test
    void a_replay_of_corrections_gives_the_same_billing_and_tells_nothing() {
        say(7, 1, 1_000L, "none");
        use(7, 1_500, NOON);
        correct(7, -600, NOON);

        UsageDatabase shadow = database.shadow();
        var replay = new UsageProjection();
        // The other way round: it makes no difference.
        shadow.commit(connection -> replay.apply(connection, List.of(Amounts.correction("c1", NEXT_DAY, NOON, 7, -600)))
                .size());
        shadow.commit(connection -> replay.apply(connection, List.of(Amounts.report("u0", NOON, 7, 1_500)))
                .size());
        for (String table : List.of("subscription_billing", "subscription_traffic", "usage_minutes")) {
            String rows = "select * from " + table + " order by 1, 2";
            assertThat(shadow.query(rows)).as(table).isEqualTo(database.query(rows));
        }
        assertThat(shadow.query("select count(*) from outbox")).containsExactly("0");
    }

    @Test
    void writers_that_add_to_one_subscription_at_once_and_terms_that_change_meanwhile_are_told_of_once_each()
            throws Exception {
        int writers = 4;
        int each = 40;
        long limit = writers * each * 10 / 2;
        for (long round = 1; round <= 5; round++) {
            long subscription = 100 + round;
            long seed = round;
            say(subscription, 1, limit, "month");
            try (var threads = Executors.newFixedThreadPool(writers + 1)) {
                List<Callable<Void>> work = new ArrayList<>();
                for (int writer = 0; writer < writers; writer++) {
                    String name = "w" + writer;
                    work.add(() -> {
                        addAlone(subscription, name, each, seed);
                        return null;
                    });
                }
                work.add(() -> {
                    say(subscription, 2, limit / 2, "month");
                    return null;
                });
                for (Future<Void> done : threads.invokeAll(work)) {
                    done.get();
                }
            }
            // The first terms may have been replaced before they were crossed; the second ones are crossed for certain.
            assertThat(told(subscription))
                    .as("round %s", round)
                    .doesNotHaveDuplicates()
                    .contains(
                            "subscription.limit-warning:" + subscription + ":2:2026-11-01",
                            "subscription.limit-reached:" + subscription + ":2:2026-11-01");
        }
    }

    /** As a replica with partitions of its own does: its own connection, one transaction a report. */
    private void addAlone(long subscription, String writer, int count, long seed) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < count; i++) {
                // In turn on two days: they are rows of their own, and of one month.
                Instant receivedAt = i % 2 == 0 ? NOON : NEXT_DAY;
                live.apply(
                        connection,
                        List.of(Amounts.report(writer + ":" + seed + ":" + i, receivedAt, subscription, 10)));
                connection.commit();
            }
        }
    }

    @Test
    void first_terms_and_first_usage_that_meet_in_the_same_moment_do_not_miss_each_other() throws Exception {
        for (long round = 1; round <= 40; round++) {
            long subscription = 1_000 + round;
            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Callable<Void>> work = List.of(
                        () -> {
                            addAlone(subscription, "first", 1, subscription);
                            return null;
                        },
                        () -> {
                            say(subscription, 1, 10L, "none");
                            return null;
                        });
                for (Future<Void> done : threads.invokeAll(work)) {
                    done.get();
                }
            }
            assertThat(told(subscription)).as("round %s", round).hasSize(2);
        }
    }

    @Test
    void a_change_of_terms_waits_for_the_usage_that_has_read_the_terms_before() throws Exception {
        say(7, 1, 1_000L, "none");
        try (Connection counting = database.dataSource().getConnection();
                var threads = Executors.newSingleThreadExecutor()) {
            counting.setAutoCommit(false);
            live.apply(counting, List.of(Amounts.report("open", NOON, 7, 500)));
            Future<?> change = threads.submit(() -> say(7, 2, 100L, "none"));
            await().until(() -> database.query(
                            "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                    .equals(List.of("1")));
            assertThat(told()).isEmpty();

            counting.commit();
            change.get();
            assertThat(told()).containsExactly("subscription.limit-warning:7:2", "subscription.limit-reached:7:2");
        }
    }

    private void use(long subscription, long bytes, Instant receivedAt) {
        var report = Amounts.report("u" + reports++, receivedAt, subscription, bytes);
        database.commit(connection -> live.apply(connection, List.of(report)).size());
    }

    private void correct(long subscription, long bytes, Instant arrivedAt) {
        var correction = Amounts.correction("c" + reports++, NEXT_DAY, arrivedAt, subscription, bytes);
        database.commit(
                connection -> live.apply(connection, List.of(correction)).size());
    }

    private void say(long subscription, long epoch, @Nullable Long limit, String resetPeriod) {
        var said = Subscription.newBuilder()
                .setId(subscription)
                .setUserId(42)
                .setStatus("active")
                .setResetPeriod(resetPeriod)
                .setQuotaEpoch(epoch)
                .setQuotaSinceMs(NOON.toEpochMilli());
        if (limit != null) {
            said.setTrafficLimitBytes(limit);
        }
        terms.take(List.of(record(subscription, said.build().toByteArray())));
    }

    @SuppressWarnings("NullAway") // A tombstone has no value.
    private static ConsumerRecord<byte[], byte[]> record(long subscription, byte @Nullable [] value) {
        byte[] key = Long.toString(subscription).getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>("control.subscriptions", 0, 0, key, value);
    }

    /** The ids of what waits to be published, in its order. */
    private List<String> told() {
        return database.query("select headers ->> 'ce_id' from outbox order by id");
    }

    private List<String> told(long subscription) {
        return database.query("select headers ->> 'ce_id' from outbox where key = '" + subscription + "' order by id");
    }
}
