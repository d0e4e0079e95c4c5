package io.nodecore.control;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicProvisioner;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/** Makes sure of the topics before anything reads or writes them. */
final class ControlTopics implements SmartLifecycle {

    private static final List<Topic> TOPICS = Stream.concat(
                    Stream.of(
                            Topics.HEARTBEATS,
                            Topics.ERRORS,
                            Topics.CONFIG_APPLIED,
                            Topics.LIFECYCLE,
                            Topics.NODE_EVENTS,
                            Topics.SUBSCRIPTION_EVENTS),
                    Topics.CONTROL.stream())
            .toList();

    private final KafkaSettings kafka;
    private volatile boolean provisioned;

    ControlTopics(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public void start() {
        new TopicProvisioner(kafka).provision(TOPICS);
        provisioned = true;
    }

    @Override
    public void stop() {
        provisioned = false;
    }

    @Override
    public boolean isRunning() {
        return provisioned;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
