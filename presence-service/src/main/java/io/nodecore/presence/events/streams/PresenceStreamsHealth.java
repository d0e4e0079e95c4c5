package io.nodecore.presence.events.streams;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Part of readiness: up while the topology runs or moves work between processes, and what it has to read is being read. That a thread
 * runs does not say that anything is done.
 */
public final class PresenceStreamsHealth implements HealthIndicator {

    private final Supplier<KafkaStreams.State> states;
    private final Supplier<Duration> stuckFor;
    private final Duration stuckAfter;

    public PresenceStreamsHealth(
            Supplier<KafkaStreams.State> states, Supplier<Duration> stuckFor, Duration stuckAfter) {
        this.states = states;
        this.stuckFor = stuckFor;
        this.stuckAfter = stuckAfter;
    }

    @Override
    public Health health() {
        KafkaStreams.State state = states.get();
        Duration stuck = stuckFor.get();
        Health.Builder health = switch (state) {
            case RUNNING, REBALANCING -> stuck.compareTo(stuckAfter) < 0 ? Health.up() : Health.down();
            case CREATED, PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Health.down();
        };
        return health.withDetail("state", state)
                .withDetail("stuckSeconds", stuck.toSeconds())
                .build();
    }
}
