package io.nodecore.usage;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicProvisioner;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.schemas.Topics;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Makes sure of the topics, then starts the projections; the schema has been migrated by then. */
final class UsageProjections implements SmartLifecycle {

    private final KafkaSettings kafka;
    private final List<ProjectionRunner<?>> runners;
    private volatile boolean running;

    UsageProjections(KafkaSettings kafka, List<ProjectionRunner<?>> runners) {
        this.kafka = kafka;
        this.runners = runners;
    }

    @Override
    public void start() {
        new TopicProvisioner(kafka).provision(List.of(Topics.USAGE, Topics.OUTBOUND_USAGE, Topics.SESSION_EVENTS));
        runners.forEach(ProjectionRunner::start);
        running = true;
    }

    @Override
    public void stop() {
        runners.forEach(ProjectionRunner::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
