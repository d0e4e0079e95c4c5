package io.nodecore.projection.simulation;

import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.projection.Projection;
import io.nodecore.projection.positions.Claim;
import io.nodecore.projection.positions.PositionsTable;
import io.nodecore.projection.step.PolledFacts;
import io.nodecore.projection.step.ProjectionStep;
import java.sql.Connection;
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
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A simulated projection from one seed: processes that assume to own all partitions once assigned, polls of any size, connections
 * that break between any two calls, commits whose answers are lost, processes that try again with what they believed, restarts, dead
 * dead letters that can't be kept. In the end a survivor reads on to the end of the log, and the rows must be those of one pass.
 *
 * <p>No thread, no broker, no clock: the seed is the whole story.
 */
public final class ProjectionSimulation<F> {

    private static final int STEPS = 20;
    private static final int PROCESSES = 3;
    private static final int LONGEST_POLL = 9;

    private final long seed;
    private final Random random;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log;
    private final CrashingDataSource postgres;
    private final Incidents incidents;
    private final ProjectionStep<F> transaction;
    private final Set<String> deadLetters = new TreeSet<>();
    private boolean deadLettersAway;
    /** What each process believes to own. */
    private final List<Map<TopicPartition, Claim>> processes = new ArrayList<>();
    /** The process with the latest claim; missing while it is unknown, because the answer to a claim was lost. */
    private final Map<TopicPartition, Map<TopicPartition, Claim>> owners = new HashMap<>();

    /**
     * @param projection the real one
     * @param log records of each partition by offset; gaps are as in a topic that is written in transactions
     * @param connection to a database with the projection's tables, empty
     * @param incidents counts what went wrong, over many seeds
     */
    public ProjectionSimulation(
            long seed,
            Projection<F> projection,
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log,
            Connection connection,
            Incidents incidents)
            throws SQLException {
        this.seed = seed;
        this.random = new Random(seed);
        this.log = log;
        this.incidents = incidents;
        this.postgres = new CrashingDataSource(connection, incidents);
        this.transaction = new ProjectionStep<>(projection, postgres.dataSource(), this::keep, Duration.ofSeconds(30));
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(new HashMap<>());
        }
    }

    /** An action of another process during a simulation; it may run steps of the simulation. */
    @FunctionalInterface
    public interface Meanwhile {
        void happen() throws SQLException;
    }

    /** Plays the story to its end. */
    public void play() throws SQLException {
        play(() -> {});
    }

    /** @param meanwhile happens once, before a step of the seed's choice */
    public void play(Meanwhile meanwhile) throws SQLException {
        int moment = new Random(~seed).nextInt(STEPS);
        for (int i = 0; i < STEPS; i++) {
            if (i == moment) {
                meanwhile.happen();
            }
            step();
        }
        readOn();
    }

    /** One step of one process, with its injected failures. */
    public void step() {
        if (random.nextInt(3) == 0) {
            postgres.crash(random);
        }
        deadLettersAway = random.nextInt(6) == 0;
        Map<TopicPartition, Claim> process = processes.get(random.nextInt(PROCESSES));
        switch (random.nextInt(8)) {
            case 0, 1 -> claim(process, somePartitions());
            case 2 -> process.keySet().removeAll(somePartitions());
            case 3 -> process.clear();
            default -> poll(process, 1 + random.nextInt(LONGEST_POLL));
        }
        postgres.heal();
    }

    /** A survivor reads to the end of the log; can be repeated if the log has grown. */
    public void readOn() {
        deadLettersAway = false;
        Map<TopicPartition, Claim> survivor = processes.getFirst();
        claim(survivor, log.keySet());
        poll(survivor, Integer.MAX_VALUE);
    }

    /** The positions of the records kept as dead letters, as {@code partition@offset}. */
    public Set<String> deadLetters() {
        return deadLetters;
    }

    private void claim(Map<TopicPartition, Claim> process, Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> firstOffsets = new HashMap<>();
        partitions.forEach(partition -> firstOffsets.put(partition, 0L));
        try {
            process.putAll(transaction.claim(firstOffsets));
            partitions.forEach(partition -> owners.put(partition, process));
        } catch (SQLException e) {
            process.keySet().removeAll(partitions);
            owners.keySet().removeAll(partitions);
        }
    }

    private void poll(Map<TopicPartition, Claim> process, int atMost) {
        var polled = new PolledFacts(new HashMap<>(), new HashMap<>());
        process.forEach((partition, claim) -> {
            List<ConsumerRecord<byte[], byte[]>> records = recordsOf(partition).stream()
                    .filter(record -> record.offset() >= claim.nextOffset())
                    .limit(atMost)
                    .toList();
            polled.records().put(partition, records);
            polled.nextOffsets()
                    .put(
                            partition,
                            records.isEmpty()
                                    ? claim.nextOffset()
                                    : records.getLast().offset() + 1);
        });
        try {
            ProjectionStep.Outcome outcome = transaction.run(process, polled);
            for (TopicPartition moved : outcome.moved().keySet()) {
                if (owners.getOrDefault(moved, process) != process) {
                    throw new AssertionError("seed " + seed + ": " + moved
                            + " was moved by a process from which another" + " had claimed it");
                }
            }
            process.putAll(outcome.moved());
            if (!outcome.fenced().isEmpty()) {
                incidents.count("fenced");
                process.keySet().removeAll(outcome.fenced());
            }
        } catch (SQLException | KafkaException e) {
            if (random.nextInt(3) == 0) {
                incidents.count("tried again with what it believed");
            } else {
                // What the loop does: forget the claims, claim again later.
                process.clear();
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> recordsOf(TopicPartition partition) {
        return Objects.requireNonNull(log.get(partition));
    }

    private Set<TopicPartition> somePartitions() {
        Set<TopicPartition> some = new HashSet<>();
        log.keySet().stream().sorted(PositionsTable.ORDER).forEach(partition -> {
            if (random.nextBoolean()) {
                some.add(partition);
            }
        });
        return some;
    }

    private void keep(List<DeadLetter> refused) {
        if (deadLettersAway) {
            incidents.count("dead letters away");
            throw new TimeoutException("no acknowledgement");
        }
        refused.forEach(deadLetter -> deadLetters.add(
                deadLetter.origin().partition() + "@" + deadLetter.origin().offset()));
    }
}
