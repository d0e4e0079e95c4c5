package io.nodecore.projection.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.projection.TallyDatabase;
import io.nodecore.projection.TallyProjection;
import io.nodecore.projection.TallyProjection.Intrusion;
import io.nodecore.projection.TallyProjection.Tally;
import io.nodecore.projection.positions.Claim;
import io.nodecore.projection.positions.FactCounts;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Steps on a real database, without a broker. */
class ProjectionStepIT {

    private static final TopicPartition P0 = new TopicPartition(Topics.USAGE.name(), 0);
    private static final TopicPartition P1 = new TopicPartition(Topics.USAGE.name(), 1);
    private static final Intrusion NONE = (connection, facts) -> {};

    private final TallyDatabase database = new TallyDatabase();
    private final List<DeadLetter> kept = new ArrayList<>();

    @Test
    void rows_and_position_move_together() throws Exception {
        var step = step(NONE);
        var outcome = step.run(claim(step, P0), polled(P0, 0, "a=1", "b=2", "a=3", "repeat=1"));

        assertThat(tallies()).containsExactly("a 4", "b 2");
        assertThat(positions()).containsExactly("0 4 1");
        assertThat(outcome.counts()).containsEntry(P0, new FactCounts(3, 1, 0, 0));
        assertThat(outcome.moved()).containsEntry(P0, new Claim(P0, 4, 1, new FactCounts(3, 1, 0, 0)));
        assertThat(counts()).containsExactly("0 0 3 1 0 0");
    }

    @Test
    void an_unreadable_and_an_unapplicable_fact_leave_their_neighbours_alone() throws Exception {
        var step = step(NONE);
        var polled = polled(P0, 0, "a=1", "a=what", "b=5000", "b=2", "c=3", "b=998", "d=1");
        var outcome = step.run(claim(step, P0), polled);

        assertThat(tallies()).containsExactly("a 1", "b 2", "c 3", "d 1");
        assertThat(kept).extracting(deadLetter -> deadLetter.origin().offset()).containsExactly(1L, 2L, 5L);
        assertThat(outcome.counts()).containsEntry(P0, new FactCounts(4, 0, 3, 0));
        assertThat(counts()).containsExactly("0 0 4 0 3 0");
        assertThat(positions()).containsExactly("0 7 1");
    }

    @Test
    void a_record_without_headers_or_value_is_a_dead_letter() throws Exception {
        var step = step(NONE);
        var records = List.of(
                new ConsumerRecord<>(P0.topic(), 0, 0, new byte[0], "a=1".getBytes(StandardCharsets.UTF_8)),
                record(P0, 1, null),
                record(P0, 2, "a=1"));
        step.run(claim(step, P0), new PolledFacts(Map.of(P0, records), Map.of(P0, 3L)));

        assertThat(tallies()).containsExactly("a 1");
        assertThat(kept)
                .extracting(deadLetter -> String.valueOf(deadLetter.cause().getMessage()))
                .containsExactly("header event-id is missing", "the record has no value");
    }

    @Test
    void nothing_moves_while_a_dead_letter_is_not_kept() throws Exception {
        DeadLetters away = deadLetters -> {
            throw new TimeoutException("no acknowledgement");
        };
        var step = new ProjectionStep<>(projection(NONE), database.dataSource(), away, Duration.ofSeconds(10));
        var claims = claim(step, P0);

        assertThatThrownBy(() -> step.run(claims, polled(P0, 0, "a=1", "b=what")))
                .isInstanceOf(TimeoutException.class);
        assertThat(tallies()).isEmpty();
        assertThat(positions()).containsExactly("0 0 1");

        step(NONE).run(claims, polled(P0, 0, "a=1", "b=what"));
        assertThat(tallies()).containsExactly("a 1");
        assertThat(kept).hasSize(1);
    }

    @Test
    void a_database_that_goes_away_in_the_middle_takes_the_position_back_with_the_rows() throws Exception {
        var step = step((connection, facts) -> {
            throw new SQLException("connection lost", "08006");
        });
        var claims = claim(step, P0);

        assertThatThrownBy(() -> step.run(claims, polled(P0, 0, "a=1"))).isInstanceOf(SQLException.class);
        assertThat(tallies()).isEmpty();
        assertThat(positions()).containsExactly("0 0 1");
        assertThat(kept).isEmpty();
    }

    @Test
    void a_database_that_goes_away_while_poison_is_isolated_makes_no_dead_letter_of_anything() throws Exception {
        var isolated = new ArrayList<String>();
        var step = step((connection, facts) -> {
            // The poison fails before this is reached; so these are the neighbours, apart from it.
            facts.forEach(fact -> isolated.add(fact.fact().name()));
            throw new SQLException("connection lost", "08006");
        });
        var claims = claim(step, P0);

        assertThatThrownBy(() -> step.run(claims, polled(P0, 0, "a=1", "b=1", "c=what", "d=5000")))
                .isInstanceOf(SQLException.class);
        assertThat(isolated).isNotEmpty().doesNotContain("d");
        assertThat(kept).isEmpty();
        assertThat(tallies()).isEmpty();
        assertThat(positions()).containsExactly("0 0 1");
        assertThat(counts()).containsExactly("0 0 0 0 0 0");

        step(NONE).run(claims, polled(P0, 0, "a=1", "b=1", "c=what", "d=5000"));
        assertThat(tallies()).containsExactly("a 1", "b 1");
        assertThat(kept).extracting(deadLetter -> deadLetter.origin().offset()).containsExactly(2L, 3L);
    }

    @Test
    void who_was_claimed_from_changes_nothing_and_the_other_partitions_go_on() throws Exception {
        var step = step(NONE);
        Map<TopicPartition, Claim> zombie = claim(step, P0, P1);
        Map<TopicPartition, Claim> owner = claim(step, P0);

        var outcome = step.run(zombie, together(polled(P0, 0, "a=1", "a=what"), polled(P1, 0, "b=1")));
        assertThat(outcome.fenced()).containsExactly(P0);
        assertThat(outcome.moved()).containsOnlyKeys(P1);
        assertThat(outcome.counts()).containsOnly(Map.entry(P1, new FactCounts(1, 0, 0, 0)));
        assertThat(tallies()).containsExactly("b 1");
        assertThat(kept).isEmpty();

        step.run(owner, polled(P0, 0, "a=1"));
        assertThat(tallies()).containsExactly("a 1", "b 1");
        assertThat(positions()).containsExactly("0 1 2", "1 1 1");
    }

    @Test
    void the_same_facts_a_second_time_are_fenced_even_without_a_new_owner() throws Exception {
        var step = step(NONE);
        Map<TopicPartition, Claim> claims = claim(step, P0);
        step.run(claims, polled(P0, 0, "a=1"));

        assertThat(step.run(claims, polled(P0, 0, "a=1")).fenced()).containsExactly(P0);
        assertThat(tallies()).containsExactly("a 1");
    }

    @Test
    void an_owner_stopped_in_mid_transaction_can_not_commit_once_another_took_over() throws Exception {
        for (int i = 0; i < 3; i++) {
            long offset = i;
            var inTransaction = new CountDownLatch(1);
            var wakeUp = new CountDownLatch(1);
            var stopping = new ProjectionStep<>(
                    projection((connection, facts) -> {
                        inTransaction.countDown();
                        await(wakeUp);
                    }),
                    database.dataSource(),
                    kept::addAll,
                    Duration.ofMillis(300));
            var claims = claim(stopping, P0);
            var zombie = CompletableFuture.supplyAsync(() -> {
                try {
                    return stopping.run(claims, polled(P0, offset, "a=1")).toString();
                } catch (SQLException e) {
                    return "refused";
                }
            });
            assertThat(inTransaction.await(20, TimeUnit.SECONDS)).isTrue();

            // The claim waits for the lock that the sleeper holds, until the database ends the sleeper's transaction.
            var owner = step(NONE);
            owner.run(claim(owner, P0), polled(P0, offset, "b=1"));
            wakeUp.countDown();

            assertThat(zombie.get(20, TimeUnit.SECONDS)).isEqualTo("refused");
            assertThat(tallies()).containsExactly("b " + (i + 1));
            assertThat(positions()).containsExactly("0 " + (i + 1) + " " + 2 * (i + 1));
        }
    }

    @Test
    void a_gap_in_the_log_moves_the_position_without_a_fact() throws Exception {
        var step = step(NONE);
        step.run(claim(step, P0), new PolledFacts(Map.of(P0, List.of()), Map.of(P0, 7L)));

        assertThat(positions()).containsExactly("0 7 1");
        assertThat(counts()).containsExactly("0 0 0 0 0 7");
    }

    @Test
    void a_first_claim_begins_where_the_log_begins_and_a_later_one_where_the_rows_are() throws Exception {
        var step = step(NONE);
        assertThat(step.claim(Map.of(P0, 5L)).get(P0)).isEqualTo(new Claim(P0, 5, 1, FactCounts.NONE));
        assertThat(step.claim(Map.of(P0, 9L)).get(P0)).isEqualTo(new Claim(P0, 5, 2, FactCounts.NONE));
    }

    @Test
    void every_partition_of_a_batch_counts_its_own_repeats_and_poison_and_a_new_claim_knows_them() throws Exception {
        var step = step(NONE);
        var outcome = step.run(
                claim(step, P0, P1),
                together(
                        polled(P0, 0, "a=1", "repeat=1", "a=what", "repeat=2", "a=5000"),
                        polled(P1, 0, "b=1", "b=2", "repeat=1", "b=5000")));

        var ofP0 = new FactCounts(1, 2, 2, 0);
        var ofP1 = new FactCounts(2, 1, 1, 0);
        assertThat(outcome.counts()).containsOnly(Map.entry(P0, ofP0), Map.entry(P1, ofP1));
        assertThat(counts()).containsExactly("0 0 1 2 2 0", "1 0 2 1 1 0");
        assertThat(claim(step, P0, P1))
                .containsOnly(Map.entry(P0, new Claim(P0, 5, 2, ofP0)), Map.entry(P1, new Claim(P1, 4, 2, ofP1)));
    }

    @Test
    void counts_are_taken_back_with_the_rows() throws Exception {
        var step = step((connection, facts) -> {
            throw new SQLException("connection lost", "08006");
        });
        var claims = claim(step, P0);

        assertThatThrownBy(() -> step.run(claims, polled(P0, 0, "a=1", "repeat=1", "a=what")))
                .isInstanceOf(SQLException.class);
        assertThat(counts()).containsExactly("0 0 0 0 0 0");
    }

    @Test
    void the_table_itself_refuses_a_position_whose_offsets_are_not_all_counted() throws Exception {
        var step = step(NONE);
        step.run(claim(step, P0), polled(P0, 0, "a=1"));

        assertThatThrownBy(() -> database.execute("update projection_positions set next_offset = 2"))
                .hasStackTraceContaining("every_offset_is_counted_once");
        assertThatThrownBy(() -> database.execute("update projection_positions set applied = 2, repeated = -1"))
                .hasStackTraceContaining("repeated");
    }

    private ProjectionStep<Tally> step(Intrusion intrusion) {
        return new ProjectionStep<>(projection(intrusion), database.dataSource(), kept::addAll, Duration.ofSeconds(10));
    }

    private static TallyProjection projection(Intrusion intrusion) {
        return new TallyProjection("tally", Topics.USAGE, intrusion);
    }

    private static Map<TopicPartition, Claim> claim(ProjectionStep<Tally> step, TopicPartition... partitions)
            throws SQLException {
        Map<TopicPartition, Long> firstOffsets = new HashMap<>();
        Set.of(partitions).forEach(partition -> firstOffsets.put(partition, 0L));
        return step.claim(firstOffsets);
    }

    static PolledFacts polled(TopicPartition partition, long offset, String... values) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String value : values) {
            records.add(record(partition, offset + records.size(), value));
        }
        return new PolledFacts(Map.of(partition, records), Map.of(partition, offset + values.length));
    }

    private static PolledFacts together(PolledFacts one, PolledFacts other) {
        var all = new PolledFacts(new HashMap<>(one.records()), new HashMap<>(one.nextOffsets()));
        all.records().putAll(other.records());
        all.nextOffsets().putAll(other.nextOffsets());
        return all;
    }

    @SuppressWarnings("NullAway") // A record may come without a value.
    static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, @org.jspecify.annotations.Nullable String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        var record = new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], bytes);
        headers(record, offset);
        return record;
    }

    static void headers(ConsumerRecord<byte[], byte[]> record, long number) {
        new FactHeaders("event-" + number, 1, 1_000, "report-" + number).writeTo(record.headers());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> tallies() {
        return database.query("select name, total from tallies order by name");
    }

    private List<String> counts() {
        return database.query("""
                select partition, first_offset, applied, repeated, dead_lettered, passed_over
                from projection_positions order by partition""");
    }

    private List<String> positions() {
        return database.query("select partition, next_offset, epoch from projection_positions order by partition");
    }
}
