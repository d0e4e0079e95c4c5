package io.nodecore.presence;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicProvisioner;
import io.nodecore.schemas.Topics;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Makes sure of the topics before anything reads or writes them. */
final class PresenceTopics implements SmartLifecycle {

    private final KafkaSettings kafka;
    private volatile boolean provisioned;

    PresenceTopics(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    @Override
    public void start() {
        new TopicProvisioner(kafka).provision(List.of(Topics.ONLINE_USERS, Topics.STATS, Topics.USER_EVENTS));
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
