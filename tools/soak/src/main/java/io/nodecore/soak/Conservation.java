package io.nodecore.soak;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.schemas.Topic;
import io.nodecore.testkit.TopicContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Checks accepted = applied + repeated + dead-lettered for each topic, with the numbers of the admin API, and that the dead letters are
 * exactly the poison records of the soak.
 */
final class Conservation {

    /**
     * The sums of one topic.
     *
     * @param accepted facts in the topic
     * @param applied facts that changed rows
     * @param repeated facts whose report was applied before
     * @param deadLettered facts that could not be applied
     * @param deadLetters distinct facts in the topic of dead letters
     * @param poison records that the soak wrote into the topic
     * @param lag facts not read yet
     */
    record Line(
            String topic,
            long accepted,
            long applied,
            long repeated,
            long deadLettered,
            long deadLetters,
            long poison,
            long lag) {

        boolean isBalanced() {
            return lag == 0
                    && accepted == applied + repeated + deadLettered
                    && deadLettered == poison
                    && deadLetters == poison;
        }
    }

    private static final Duration POLL = Duration.ofMillis(500);

    private final AdminApi admin;
    private final String bootstrapServers;
    private final PoisonRecords poison;

    Conservation(AdminApi admin, String bootstrapServers, PoisonRecords poison) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
        this.poison = poison;
    }

    /** Waits until all topics balance, or until the timeout. */
    List<Line> settled(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            List<Line> lines = lines();
            if (lines.stream().allMatch(Line::isBalanced) || System.nanoTime() > deadline) {
                return lines;
            }
            Thread.sleep(POLL);
        }
    }

    static String table(List<Line> lines) {
        StringBuilder table = new StringBuilder("%-21s %9s %9s %9s %13s %13s%n"
                .formatted("conserved", "accepted", "applied", "repeated", "dead-lettered", "poison sent"));
        for (Line line : lines) {
            table.append("%-21s %9d %9d %9d %13d %13d%s%n"
                    .formatted(
                            line.topic,
                            line.accepted,
                            line.applied,
                            line.repeated,
                            line.deadLettered,
                            line.poison,
                            line.isBalanced()
                                    ? ""
                                    : "   does not balance (lag " + line.lag + ", dead letters " + line.deadLetters
                                            + ")"));
        }
        return table.toString();
    }

    private List<Line> lines() {
        JsonNode projections = admin.projections().path("projections");
        List<Line> lines = new ArrayList<>();
        for (Topic<?> topic : PoisonRecords.TOPICS) {
            lines.add(line(topic, projections));
        }
        return lines;
    }

    private Line line(Topic<?> topic, JsonNode projections) {
        long accepted = 0;
        long applied = 0;
        long repeated = 0;
        long deadLettered = 0;
        long lag = 0;
        for (JsonNode partition : projections) {
            if (partition.path("topic").asString().equals(topic.name())) {
                accepted += partition.path("endOffset").asLong(0)
                        - partition.path("firstOffset").asLong(0);
                applied += partition.path("applied").asLong(0);
                repeated += partition.path("repeated").asLong(0);
                deadLettered += partition.path("deadLettered").asLong(0);
                lag += partition.path("lagRecords").asLong(1);
            }
        }
        return new Line(
                topic.name(),
                accepted,
                applied,
                repeated,
                deadLettered,
                deadLetters(topic),
                poison.writtenTo(topic.name()),
                lag);
    }

    /** Counts distinct facts: a dead letter is written twice if its consumer is killed before it commits the offset. */
    private long deadLetters(Topic<?> topic) {
        return TopicContent.of(
                        bootstrapServers, topic.deadLetters().orElseThrow().name())
                .stream()
                .map(deadLetter -> DeadLetterHeaders.readFrom(deadLetter.headers()))
                .map(headers -> headers.partition() + "@" + headers.offset())
                .distinct()
                .count();
    }
}
