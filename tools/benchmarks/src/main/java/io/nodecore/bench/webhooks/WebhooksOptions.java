package io.nodecore.bench.webhooks;

import io.nodecore.commandline.Within;
import picocli.CommandLine.Option;

/** The command line of the measurement. */
final class WebhooksOptions {

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Events that wait when the relay starts. Default: 20000.")
    @Within(max = 10_000_000)
    private int events;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Users whom they are about. Default: 1000.")
    @Within(max = 1_000_000)
    private int users;

    @Option(
            names = "--webhooks",
            paramLabel = "N",
            defaultValue = "10",
            description = "Webhooks of the second run, each of which gets all events. Default: 10.")
    @Within(max = 100)
    private int webhooks;

    @Option(
            names = "--answer-ms",
            paramLabel = "N",
            defaultValue = "0",
            description = "How long the receiver takes to answer. Default: 0.")
    @Within(min = 0, max = 10_000)
    private int answerMs;

    @Option(
            names = "--uncommitted",
            paramLabel = "N",
            defaultValue = "1",
            description = "Events of a partition that may be taken before its position is committed. Default: 1.")
    @Within(max = 1_000)
    private int uncommitted;

    int events() {
        return events;
    }

    int users() {
        return users;
    }

    int webhooks() {
        return webhooks;
    }

    int answerMs() {
        return answerMs;
    }

    int uncommitted() {
        return uncommitted;
    }
}
