package io.nodecore.projection;

import static io.nodecore.projection.ProjectionStepIT.polled;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.DeadLetter;
import io.nodecore.projection.TallyProjection.Tally;
import io.nodecore.schemas.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Two processes that each believe to own whatever they were once given, polls of any size, connections that break between any two
 * calls, commits whose answers are lost, dead letters that can't be kept: the rows must be those of one pass, fact by fact.
 *
 * <p>No thread, no broker, no clock: a seed is the whole story.
 */
class ProjectionSimulationIT {

    private static final int CASES = 300;
    private static final int STEPS = 20;
    private static final int FACTS = 15;
    private static final List<TopicPartition> PARTITIONS = List.of(
            new TopicPartition(Topics.USAGE.name(), 0),
            new TopicPartition(Topics.USAGE.name(), 1),
            new TopicPartition(Topics.USAGE.name(), 2));

    private final TallyDatabase database = new TallyDatabase();

    @Test
    void rows_are_those_of_one_pass_whatever_happens() throws Exception {
        long firstSeed = Long.getLong("nodecore.simulation.seed", 0);
        try (var connection = database.dataSource().getConnection()) {
            for (long seed = firstSeed; seed < firstSeed + CASES; seed++) {
                database.execute("delete from tallies; delete from applied; delete from projection_positions");
                new Case(seed, new CrashingDataSource(connection)).play();
            }
        }
    }

    /** One seed's story. */
    private final class Case {

        private final long seed;
        private final Random random;
        private final CrashingDataSource postgres;
        private final Map<TopicPartition, List<String>> log = new HashMap<>();
        private final Set<String> kept = new HashSet<>();
        private boolean lettersAway;
        private final ProjectionStep<Tally> step;
        /** What each process believes to own. */
        private final List<Map<TopicPartition, Claim>> processes = List.of(new HashMap<>(), new HashMap<>());

        Case(long seed, CrashingDataSource postgres) {
            this.seed = seed;
            this.random = new Random(seed);
            this.postgres = postgres;
            this.step = new ProjectionStep<>(
                    new TallyProjection("tally", Topics.USAGE, (connection, facts) -> {}),
                    postgres.dataSource(),
                    this::keep,
                    Duration.ofSeconds(30));
            for (TopicPartition partition : PARTITIONS) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < FACTS; i++) {
                    values.add(value(partition));
                }
                log.put(partition, values);
            }
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(3) == 0) {
                    postgres.crashAfter(random.nextInt(16), random.nextBoolean());
                }
                lettersAway = random.nextInt(6) == 0;
                Map<TopicPartition, Claim> believed = processes.get(random.nextInt(processes.size()));
                switch (random.nextInt(4)) {
                    case 0 -> claim(believed, somePartitions());
                    case 1 -> believed.keySet().removeAll(somePartitions());
                    default -> poll(believed, 1 + random.nextInt(8));
                }
                postgres.heal();
            }
            lettersAway = false;
            Map<TopicPartition, Claim> survivor = processes.getFirst();
            claim(survivor, new HashSet<>(PARTITIONS));
            poll(survivor, FACTS);
            compare();
        }

        private void claim(Map<TopicPartition, Claim> believed, Set<TopicPartition> partitions) {
            Map<TopicPartition, Long> firstOffsets = new HashMap<>();
            partitions.forEach(partition -> firstOffsets.put(partition, 0L));
            try {
                believed.putAll(step.claim(firstOffsets));
            } catch (SQLException e) {
                believed.keySet().removeAll(partitions);
            }
        }

        private void poll(Map<TopicPartition, Claim> believed, int atMost) {
            var polled = new PolledFacts(new HashMap<>(), new HashMap<>());
            believed.forEach((partition, claim) -> {
                List<String> values = Objects.requireNonNull(log.get(partition));
                int from = (int) claim.nextOffset();
                int to = Math.min(values.size(), from + atMost);
                var one = polled(partition, from, values.subList(from, to).toArray(String[]::new));
                polled.records().putAll(one.records());
                polled.nextOffsets().putAll(one.nextOffsets());
            });
            try {
                var outcome = step.run(believed, polled);
                believed.putAll(outcome.moved());
                believed.keySet().removeAll(outcome.fenced());
            } catch (SQLException | KafkaException e) {
                // What the loop does: forget the claims, claim again later.
                believed.clear();
            }
        }

        private void compare() {
            Map<String, Long> tallies = new TreeMap<>();
            Set<String> dead = new TreeSet<>();
            List<String> applied = new ArrayList<>();
            log.forEach((partition, values) -> {
                for (int offset = 0; offset < values.size(); offset++) {
                    String place = partition.partition() + "@" + offset;
                    String[] parts = values.get(offset).split("=", -1);
                    long total = parts[1].equals("what")
                            ? Long.MAX_VALUE
                            : tallies.getOrDefault(parts[0], 0L) + Long.parseLong(parts[1]);
                    if (total >= 1000) {
                        dead.add(place);
                    } else {
                        tallies.put(parts[0], total);
                        applied.add(place);
                    }
                }
            });
            assertThat(database.query("select name, total from tallies order by name"))
                    .as("tallies of seed %d", seed)
                    .containsExactlyElementsOf(tallies.entrySet().stream()
                            .map(tally -> tally.getKey() + " " + tally.getValue())
                            .toList());
            assertThat(database.query("select partition || '@' || next from applied"))
                    .as("facts applied, seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(applied);
            assertThat(kept).as("dead letters of seed %d", seed).isEqualTo(dead);
            assertThat(database.query("select next_offset from projection_positions"))
                    .as("positions of seed %d", seed)
                    .containsExactly("" + FACTS, "" + FACTS, "" + FACTS);
        }

        /** Names of a partition are its own, so that the order of its facts decides which of them goes over the limit. */
        private String value(TopicPartition partition) {
            String name = "p" + partition.partition() + "-" + random.nextInt(3);
            return switch (random.nextInt(12)) {
                case 0 -> name + "=what";
                case 1 -> name + "=5000";
                default -> name + "=" + random.nextInt(300);
            };
        }

        private Set<TopicPartition> somePartitions() {
            Set<TopicPartition> some = new HashSet<>();
            PARTITIONS.forEach(partition -> {
                if (random.nextBoolean()) {
                    some.add(partition);
                }
            });
            return some;
        }

        private void keep(List<DeadLetter> letters) {
            if (lettersAway) {
                throw new TimeoutException("no acknowledgement");
            }
            letters.forEach(letter ->
                    kept.add(letter.origin().partition() + "@" + letter.origin().offset()));
        }
    }
}
