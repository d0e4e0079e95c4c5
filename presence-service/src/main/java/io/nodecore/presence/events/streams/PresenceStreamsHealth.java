package io.nodecore.presence.events.streams;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * Part of readiness: up while the topology runs or rebalances, and its unread reports are being read. A running thread alone is no proof
 * of progress.
 */
public final class PresenceStreamsHealth implements HealthIndicator {

    private final Supplier<KafkaStreams.State> states;
    private final Supplier<Duration> stuckFor;
    private final Duration stuckAfter;

    PresenceStreamsHealth(Supplier<KafkaStreams.State> states, Supplier<Duration> stuckFor, Duration stuckAfter) {
        this.states = states;
        this.stuckFor = stuckFor;
        this.stuckAfter = stuckAfter;
    }

    /** The state is NOT_RUNNING before the start and after the end. */
    public static PresenceStreamsHealth of(
            StreamsBuilderFactoryBean builder, PresenceStreams streams, Duration stuckAfter) {
        return new PresenceStreamsHealth(
                () -> {
                    KafkaStreams running = builder.getKafkaStreams();
                    return running == null ? KafkaStreams.State.NOT_RUNNING : running.state();
                },
                streams::stuckFor,
                stuckAfter);
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
