package io.nodecore.projection.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.projection.loop.OwnedPartition.Trouble;
import io.nodecore.projection.positions.Claim;
import io.nodecore.projection.positions.FactCounts;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OwnedPartitionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final TopicPartition partition = new TopicPartition("node.usage", 3);
    private final Claim claim = new Claim(partition, 10, 1, new FactCounts(7, 1, 0, 0));

    @Test
    void stands_still_at_the_end_of_the_log_without_being_stuck() {
        var owned = OwnedPartition.assigned(partition, NOW).claimed(claim, 10).seen(10, NOW);

        assertThat(owned.isStuck(NOW.plusSeconds(3_600), MINUTE)).isFalse();
    }

    @Test
    void is_stuck_when_facts_wait_and_the_position_does_not_move() {
        var owned = OwnedPartition.assigned(partition, NOW)
                .claimed(claim, 10)
                .seen(10, NOW)
                .seen(11, NOW.plusSeconds(1));

        assertThat(owned.isStuck(NOW.plusSeconds(60), MINUTE)).isFalse();
        assertThat(owned.isStuck(NOW.plusSeconds(61), MINUTE)).isTrue();
        assertThat(owned.lag()).isEqualTo(1);
    }

    @Test
    void is_stuck_when_it_can_never_be_claimed() {
        var owned = OwnedPartition.assigned(partition, NOW);

        assertThat(owned.isStuck(NOW.plusSeconds(61), MINUTE)).isTrue();
    }

    @Test
    void a_position_that_moves_is_not_stuck_however_long_the_lag() {
        var owned = OwnedPartition.assigned(partition, NOW)
                .claimed(claim, 1_000_000)
                .moved(claim.moved(new FactCounts(1, 0, 0, 0)), NOW.plusSeconds(50));

        assertThat(owned.isStuck(NOW.plusSeconds(100), MINUTE)).isFalse();
    }

    @Test
    void trouble_ends_when_a_fact_is_applied_or_none_is_waiting() {
        var troubled = OwnedPartition.assigned(partition, NOW)
                .claimed(claim, 11)
                .failed(new Trouble.Unavailable("connection lost"), NOW.plusSeconds(1));
        assertThat(troubled.claim()).isNull();
        assertThat(troubled.snapshot("usage").lastError()).isEqualTo("connection lost");

        var claimedAgain = troubled.claimed(claim, 11).seen(11, NOW);
        assertThat(claimedAgain.trouble()).isNotNull();
        assertThat(claimedAgain
                        .moved(claim.moved(new FactCounts(1, 0, 0, 0)), NOW)
                        .trouble())
                .isNull();
        assertThat(troubled.claimed(claim.moved(new FactCounts(1, 0, 0, 0)), 11)
                        .seen(11, NOW)
                        .trouble())
                .isNull();
    }

    @Test
    void what_was_accepted_is_applied_repeated_dead_lettered_or_waits() {
        var owned = OwnedPartition.assigned(partition, NOW)
                .claimed(claim, 15)
                .moved(claim.moved(new FactCounts(1, 1, 1, 0)), NOW);

        assertThat(owned.counts()).isEqualTo(new FactCounts(8, 2, 1, 0));
        assertThat(owned.position()).isEqualTo(13);
        assertThat(owned.accepted()).isEqualTo(13);
        assertThat(owned.lag()).isEqualTo(2);
        assertThat(owned.difference()).isZero();
    }

    @Test
    void offsets_that_held_no_fact_are_the_difference_and_stay_known_while_the_claim_is_lost() {
        var owned = OwnedPartition.assigned(partition, NOW)
                .claimed(claim, 10)
                .moved(claim.moved(new FactCounts(1, 0, 0, 3)), NOW)
                .failed(new Trouble.Unavailable("connection lost"), NOW);

        assertThat(owned.difference()).isEqualTo(3);
    }

    @Test
    void before_the_first_claim_nothing_is_known_and_nothing_differs() {
        var owned = OwnedPartition.assigned(partition, NOW).seen(10, NOW);

        assertThat(owned.accepted()).isZero();
        assertThat(owned.difference()).isZero();
    }
}
