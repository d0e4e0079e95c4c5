package io.nodecore.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final List<String> SERVICES = List.of("config-service", "usage-aggregator", "usage-aggregator-2");
    private static final Set<Fault.Group> ALL = EnumSet.allOf(Fault.Group.class);

    @Test
    void the_same_seed_gives_the_same_plan_and_another_seed_another() {
        FaultPlan plan = FaultPlan.of(1, TEN_MINUTES, ALL, SERVICES);
        assertThat(FaultPlan.of(1, TEN_MINUTES, ALL, SERVICES)).isEqualTo(plan);
        assertThat(FaultPlan.of(2, TEN_MINUTES, ALL, SERVICES)).isNotEqualTo(plan);
    }

    @Test
    void ten_minutes_have_forty_faults_and_every_kind_whatever_the_seed() {
        for (long seed = 0; seed < 200; seed++) {
            List<PlannedFault> faults =
                    FaultPlan.of(seed, TEN_MINUTES, ALL, SERVICES).faults();
            assertThat(faults).as("faults of seed %d", seed).hasSizeGreaterThanOrEqualTo(45);
            assertThat(faults)
                    .as("kinds of seed %d", seed)
                    .extracting(PlannedFault::fault)
                    .contains(Fault.values());
            assertThat(faults)
                    .as("times of seed %d", seed)
                    .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()))
                    .allMatch(fault -> fault.at().compareTo(TEN_MINUTES) < 0);
            assertThat(faults)
                    .as("durations of seed %d", seed)
                    .allMatch(fault -> fault.lasts().compareTo(fault.fault().shortest()) >= 0
                            && fault.lasts().compareTo(fault.fault().longest()) <= 0);
        }
    }

    @Test
    void pauses_last_longer_than_a_session_now_and_then() {
        assertThat(FaultPlan.of(1, TEN_MINUTES, Set.of(Fault.Group.PAUSE), SERVICES)
                        .faults())
                .anyMatch(fault -> fault.lasts().compareTo(Duration.ofSeconds(12)) > 0);
    }

    @Test
    void only_what_is_asked_for_happens_and_to_what_it_concerns() {
        assertThat(FaultPlan.of(1, TEN_MINUTES, Set.of(Fault.Group.BROKER, Fault.Group.KILL), SERVICES)
                        .faults())
                .allSatisfy(fault -> {
                    assertThat(fault.fault()).isIn(Fault.KILL_SERVICE, Fault.KILL_BROKER, Fault.PAUSE_BROKER);
                    if (fault.fault() == Fault.KILL_SERVICE) {
                        assertThat(fault.target()).isIn(SERVICES);
                    } else {
                        assertThat(fault.target()).isEqualTo("kafka");
                    }
                });
        assertThat(FaultPlan.of(1, TEN_MINUTES, Set.of(), SERVICES).faults()).isEmpty();
    }

    @Test
    void a_fault_reads_as_one_line() {
        assertThat(new PlannedFault(
                                Duration.ofMillis(65_240),
                                Fault.KILL_SERVICE,
                                "usage-aggregator-2",
                                Duration.ofMillis(2_340))
                        .line())
                .isEqualTo(" 1:05.2  kill -9        usage-aggregator-2   for 2.3 s");
        assertThat(new PlannedFault(Duration.ofSeconds(5), Fault.FLUSH_REDIS, "redis", Duration.ZERO).line())
                .isEqualTo(" 0:05.0  flush          redis");
    }
}
