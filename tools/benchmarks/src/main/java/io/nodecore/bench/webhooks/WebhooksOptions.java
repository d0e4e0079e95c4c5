package io.nodecore.bench.webhooks;

import io.nodecore.simulator.options.Options;
import java.util.Set;

/**
 * The command line of the measurement.
 *
 * @param events in the topic when the relay starts
 * @param users users of these events
 * @param webhooks number of webhooks of the second run; the first run has one
 * @param answerMs delay of the receiver's answers
 * @param uncommitted maximum number of uncommitted events of a partition
 */
record WebhooksOptions(int events, int users, int webhooks, int answerMs, int uncommitted) {

    static final String HELP = """
            ./nodecore bench webhooks: deliveries a second to a local receiver, for one webhook and for several.

              --events N      events in the topic when the relay starts (20000)
              --users N       users whom they are about (1000)
              --webhooks N    webhooks of the second run, each of which gets all events (10)
              --answer-ms N   delay of the receiver's answers (0)
              --uncommitted N maximum number of uncommitted events of a partition (1)

            Exit code 1 where an event is missing.
            """;

    /** @throws IllegalArgumentException with a text for the user */
    static WebhooksOptions parse(String... arguments) {
        Options given = Options.parse(
                Set.of(), Set.of("--events", "--users", "--webhooks", "--answer-ms", "--uncommitted"), arguments);
        long answerMs = given.number("--answer-ms", 0);
        if (answerMs < 0 || answerMs > 10_000) {
            throw new IllegalArgumentException("--answer-ms needs a number from 0 to 10000, got '" + answerMs + "'");
        }
        return new WebhooksOptions(
                given.count("--events", 20_000, 10_000_000),
                given.count("--users", 1_000, 1_000_000),
                given.count("--webhooks", 10, 100),
                (int) answerMs,
                given.count("--uncommitted", 1, 1_000));
    }
}
