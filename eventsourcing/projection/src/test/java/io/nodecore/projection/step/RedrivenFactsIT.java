package io.nodecore.projection.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.projection.TallyDatabase;
import io.nodecore.projection.TallyProjection;
import io.nodecore.projection.TallyProjection.Intrusion;
import io.nodecore.projection.TallyProjection.Tally;
import io.nodecore.projection.positions.FactCounts;
import io.nodecore.schemas.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A redriven fact counts exactly when the fact that it stands for did not. The tally knows no repeats of its own. */
class RedrivenFactsIT {

    private static final TopicPartition P0 = new TopicPartition(Topics.USAGE.name(), 0);
    private static final TopicPartition P1 = new TopicPartition(Topics.USAGE.name(), 1);

    private final TallyDatabase database = new TallyDatabase();
    private final List<DeadLetter> kept = new ArrayList<>();
    private final Intrusion none = (connection, facts) -> {};

    @Test
    void a_redriven_fact_counts_once_however_often_it_is_redriven() throws Exception {
        run(0, fact("a=1"), fact("b=5000"), fact("a=2"));
        assertThat(refused()).containsExactly("0 1 1 report-1");

        repair();
        var outcome = run(3, redriven("b=5000", 0, 1), fact("a=4"), redriven("b=5000", 0, 1));
        run(6, redriven("b=5000", 0, 1));

        assertThat(tallies()).containsExactly("a 7", "b 5000");
        assertThat(outcome.counts()).containsEntry(P0, new FactCounts(2, 1, 0, 0));
        assertThat(refused()).isEmpty();
        assertThat(counts()).containsExactly("4 2 1 0");
    }

    @Test
    void what_was_applied_is_not_applied_by_a_redriven_one() throws Exception {
        run(0, fact("a=1"), fact("a=2"));
        run(2, redriven("a=1", 0, 0), redriven("a=2", 0, 1));

        assertThat(tallies()).containsExactly("a 3");
        assertThat(counts()).containsExactly("2 2 0 0");
    }

    @Test
    void a_replay_that_can_apply_the_refused_fact_takes_the_redriven_one_for_a_repeat() throws Exception {
        run(0, fact("a=1"), fact("b=5000"));
        repair();
        run(2, redriven("b=5000", 0, 1));
        List<String> live = tallies();

        database.execute("truncate tallies, applied, projection_positions, refused_facts");
        run(0, fact("a=1"), fact("b=5000"), redriven("b=5000", 0, 1));

        assertThat(tallies()).isEqualTo(live);
        assertThat(counts()).containsExactly("2 1 0 0");
    }

    @Test
    void a_redriven_fact_that_is_refused_again_takes_the_place_of_the_first() throws Exception {
        run(0, fact("b=5000"), fact("a=what"));
        run(2, redriven("b=5000", 0, 0), redriven("a=what", 0, 1));
        assertThat(refused()).containsExactly("0 2 1 report-2", "0 3 1 report-3");

        // The dead letters of the first two are redriven again, and then those of the second two.
        repair();
        run(4, redriven("b=5000", 0, 0));
        assertThat(tallies()).isEmpty();
        run(5, redriven("b=5000", 0, 2), redriven("b=5000", 0, 2));

        assertThat(tallies()).containsExactly("b 5000");
        assertThat(refused()).containsExactly("0 3 1 report-3");
    }

    @Test
    void a_step_that_fails_takes_back_that_it_let_a_redriven_fact_through() throws Exception {
        run(0, fact("b=5000"));
        repair();
        var dying = step((connection, facts) -> {
            throw new SQLException("connection lost", "08006");
        });
        var claims = dying.claim(Map.of(P0, 0L));
        assertThatThrownBy(() -> dying.run(claims, polled(1, redriven("b=5000", 0, 0))))
                .isInstanceOf(SQLException.class);

        run(1, redriven("b=5000", 0, 0));
        assertThat(tallies()).containsExactly("b 5000");
    }

    @Test
    void a_redriven_fact_beside_poison_counts_once() throws Exception {
        run(0, fact("b=998"), fact("b=3"));
        repair();
        database.execute("alter table tallies add check (name <> 'c')");
        run(2, fact("c=1"), redriven("b=3", 0, 1), fact("c=2"), redriven("b=3", 0, 1));

        assertThat(tallies()).containsExactly("b 1001");
        assertThat(counts()).containsExactly("2 1 3 0");
    }

    @Test
    void a_fact_refused_before_refusals_were_kept_counts_by_the_projections_own_rule() throws Exception {
        run(0, fact("b=5000"));
        repair();
        database.execute("delete from refused_facts");
        database.execute("update projection_positions set refusals_from = 1");
        run(1, redriven("b=5000", 0, 0));

        assertThat(tallies()).containsExactly("b 5000");
    }

    @Test
    void the_partition_that_a_redriven_fact_comes_in_makes_no_difference() throws Exception {
        run(0, fact("b=5000"));
        repair();
        var step = step(none);
        var record = new ConsumerRecord<>(P1.topic(), 1, 0, new byte[0], "b=5000".getBytes());
        ProjectionStepIT.headers(record, 0);
        new RedriveHeaders(1, P0.topic(), 0, 0).writeTo(record.headers());
        for (long offset : List.of(0L, 1L)) {
            var again = new ConsumerRecord<>(P1.topic(), 1, offset, new byte[0], record.value());
            record.headers().forEach(again.headers()::add);
            step.run(step.claim(Map.of(P1, 0L)), new PolledFacts(Map.of(P1, List.of(again)), Map.of(P1, offset + 1)));
        }

        assertThat(tallies()).containsExactly("b 5000");
    }

    @Test
    void what_went_wrong_last_stays_to_be_seen() throws Exception {
        run(0, fact("a=1"));
        assertThat(errors()).isEmpty();
        run(1, fact("b=5000"), fact("a=what"));

        assertThat(errors()).singleElement().asString().startsWith("tally node.usage 0 offset ");
        step(none).writeTroubles(Map.of(P0, "connection lost"));
        assertThat(errors()).containsExactly("tally node.usage 0 connection lost");
    }

    private interface Appended {
        ConsumerRecord<byte[], byte[]> at(long offset);
    }

    private static Appended fact(String value) {
        return offset -> ProjectionStepIT.record(P0, offset, value);
    }

    private static Appended redriven(String value, int partition, long offset) {
        return at -> {
            var record = ProjectionStepIT.record(P0, at, value);
            new RedriveHeaders(1, P0.topic(), partition, offset).writeTo(record.headers());
            return record;
        };
    }

    private static PolledFacts polled(long offset, Appended... facts) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Appended fact : facts) {
            records.add(fact.at(offset + records.size()));
        }
        return new PolledFacts(Map.of(P0, records), new HashMap<>(Map.of(P0, offset + facts.length)));
    }

    private ProjectionStep.Outcome run(long offset, Appended... facts) throws SQLException {
        var step = step(none);
        return step.run(step.claim(Map.of(P0, 0L)), polled(offset, facts));
    }

    private ProjectionStep<Tally> step(Intrusion intrusion) {
        return new ProjectionStep<>(
                new TallyProjection("tally", Topics.USAGE, intrusion),
                database.dataSource(),
                kept::addAll,
                Duration.ofSeconds(10));
    }

    /** What made the tables refuse is gone. */
    private void repair() {
        database.execute("alter table tallies drop constraint tallies_total_check");
    }

    private List<String> tallies() {
        return database.query("select name, total from tallies order by name");
    }

    private List<String> refused() {
        return database.query("select partition, fact_offset, node_id, report_id from refused_facts order by 1, 2");
    }

    private List<String> counts() {
        return database.query("select applied, repeated, dead_lettered, passed_over from projection_positions");
    }

    private List<String> errors() {
        return database.query("select projection, topic, partition, error from projection_errors");
    }
}
