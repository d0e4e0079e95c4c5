package io.nodecore.journal.topic;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import java.util.Collection;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Provisions the topics that a service writes or reads, before any other part of the service starts. */
public final class ProvisionedTopics implements SmartLifecycle {

    private final KafkaSettings kafka;
    private final List<Topic<?>> topics;
    private volatile boolean provisioned;

    public ProvisionedTopics(KafkaSettings kafka, Collection<Topic<?>> topics) {
        this.kafka = kafka;
        this.topics = List.copyOf(topics);
    }

    @Override
    public void start() {
        new TopicProvisioner(kafka).provision(topics);
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
