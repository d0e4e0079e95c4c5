package io.nodecore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.projection.StoppableOwner.Point;
import io.nodecore.projection.TallyProjection.Tally;
import io.nodecore.schemas.Topic;
import io.nodecore.testkit.SharedServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of a partition is a process that is stopped with SIGSTOP for longer than its session lasts. Another takes over and commits;
 * then the first wakes up, where it was: between its poll and its transaction, in the transaction, just before the commit, or in its
 * claim. It must not change a row, nor keep the other out. Afterwards it is given the partition back, for the next round.
 *
 * <p>{@code -Dnodecore.fencing.rounds=200} plays as many rounds. Rounds are played in lanes, each with a topic, a database and a process
 * of its own.
 */
class FencingIT {

    private static final Logger log = LoggerFactory.getLogger(FencingIT.class);

    private static final int ROUNDS = Integer.getInteger("nodecore.fencing.rounds", 8);
    private static final int LANES = Integer.getInteger("nodecore.fencing.lanes", 2);
    private static final int FACTS = 3;

    private final Map<String, Integer> ends = new ConcurrentSkipListMap<>();

    @Test
    void an_owner_that_was_stopped_and_wakes_up_changes_no_row() throws Exception {
        int rounds = Math.ceilDiv(ROUNDS, LANES);
        List<Future<Void>> lanes = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(LANES)) {
            for (int lane = 0; lane < LANES; lane++) {
                int number = lane;
                lanes.add(threads.submit((Callable<Void>) () -> {
                    try (var one = new Lane(number)) {
                        one.play(rounds);
                    }
                    return null;
                }));
            }
        }
        for (Future<Void> lane : lanes) {
            lane.get();
        }
        log.info("owners that woke up, by where they were stopped and how their transaction ended: {}", ends);
        assertThat(ends.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(rounds * LANES);
    }

    /** One stoppable process, and a runner in this one that takes over from it, again and again. */
    private final class Lane implements AutoCloseable {

        private final int number;
        private final KafkaSettings kafka =
                KafkaSettings.of(SharedServers.kafka().bootstrapServers());
        private final TallyDatabase database = new TallyDatabase();
        private final Topic<?> topic = StoppableOwner.topic("fenced-" + UUID.randomUUID());
        private final KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
        private final OwnerProcess owner;

        Lane(int number) throws Exception {
            this.number = number;
            new TopicProvisioner(kafka).provision(List.of(topic));
            var address = database.address();
            owner = new OwnerProcess(List.of(
                    kafka.bootstrapServers(),
                    address.url(),
                    address.user(),
                    address.password(),
                    topic.name(),
                    topic.name()));
            assertThat(owner.hear()).isEqualTo("started");
        }

        void play(int rounds) throws Exception {
            owner.tell("halt " + point(0));
            for (int round = 0; round < rounds; round++) {
                play(round, "lane " + number + ", round " + round + ", stopped " + point(round));
            }
        }

        /** All of them in turn; not in the claim at first, which the owner has made before it is asked to halt. */
        private Point point(int round) {
            int points = Point.values().length;
            return Point.values()[(round + number % (points - 1)) % points];
        }

        private void play(int round, String story) throws Exception {
            for (int i = 0; i < FACTS; i++) {
                append("round-" + round + "=1");
            }
            assertThat(owner.hear()).as(story).isEqualTo("halted");
            owner.stop();
            long epoch = epoch();
            assertThat(nextOffset()).as("position before %s", story).isLessThan((round + 1L) * FACTS);

            List<String> rows;
            try (var successor = successor()) {
                successor.start();
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(nextOffset()).as(story).isEqualTo((round + 1L) * FACTS));
                assertThat(epoch()).as("epoch after %s", story).isGreaterThan(epoch);
                rows = rows();

                owner.wakeUp();
                owner.tell("go");
                String end = owner.hear();
                assertThat(end)
                        .as(story)
                        .startsWith(
                                switch (point(round)) {
                                    case BEFORE_THE_TRANSACTION -> "ended rolled back";
                                    case IN_THE_TRANSACTION, BEFORE_THE_COMMIT, IN_THE_CLAIM -> "ended commit failed";
                                });
                assertThat(rows()).as("rows after %s", story).isEqualTo(rows);
                // Before it is given the partition back, and claims it.
                owner.tell("halt " + point(round + 1));
                ends.merge(point(round) + ": " + end, 1, Integer::sum);
            }
            assertThat(database.query("select name, total from tallies where total <> " + FACTS))
                    .as("tallies that are not those of one pass, %s", story)
                    .isEmpty();
            assertThat(database.query("select count(*), count(distinct next) from applied"))
                    .as("facts applied, %s", story)
                    .containsExactly((round + 1) * FACTS + " " + (round + 1) * FACTS);
            assertThat(database.query("select next_offset, applied, repeated, dead_lettered, passed_over"
                            + " from projection_positions"))
                    .as("counts after %s", story)
                    .containsExactly((round + 1) * FACTS + " " + (round + 1) * FACTS + " 0 0 0");
        }

        private ProjectionRunner<Tally> successor() {
            var tally = new TallyProjection(topic.name(), topic, (connection, facts) -> {});
            return new ProjectionRunner<>(
                    tally, database.dataSource(), kafka, StoppableOwner.settings(), new SimpleMeterRegistry());
        }

        /** Everything but the epoch and its time, which a claim may change at any moment: a claim applies nothing. */
        private List<String> rows() {
            List<String> rows = new ArrayList<>(database.query("select * from tallies order by 1"));
            rows.addAll(database.query("select * from applied order by 1, 2, 3"));
            rows.addAll(database.query("select to_jsonb(p) - 'epoch' - 'updated_at' from projection_positions p"));
            return rows;
        }

        private long epoch() {
            return Long.parseLong(
                    database.query("select epoch from projection_positions").getFirst());
        }

        private long nextOffset() {
            return Long.parseLong(database.query("select next_offset from projection_positions")
                    .getFirst());
        }

        private void append(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            var record = new ProducerRecord<>(topic.name(), 0, bytes, bytes);
            new FactHeaders(UUID.randomUUID().toString(), 1, 1_000, "report").writeTo(record.headers());
            producer.send(record);
            producer.flush();
        }

        @Override
        public void close() throws Exception {
            owner.close();
            producer.close();
        }
    }
}
