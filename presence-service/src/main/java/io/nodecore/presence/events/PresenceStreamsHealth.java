package io.nodecore.presence.events;

import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Part of readiness: up while the topology runs or moves work between processes. Down where moving takes too long, and where a position
 * stands still although facts wait.
 */
final class PresenceStreamsHealth implements HealthIndicator {

    private final PresenceStreams streams;
    private final FrozenPositions frozen;
    private final Duration stuckAfter;
    private final Clock clock;
    private @Nullable Instant rebalancingSince;

    PresenceStreamsHealth(PresenceStreams streams, Duration stuckAfter, Clock clock) {
        this.streams = streams;
        this.frozen = new FrozenPositions(stuckAfter);
        this.stuckAfter = stuckAfter;
        this.clock = clock;
    }

    @Override
    public synchronized Health health() {
        KafkaStreams.State state = streams.state();
        Instant now = Instant.ofEpochMilli(clock.wallTime());
        SortedMap<String, Instant> standing = frozen.look(streams.positions(), now);
        if (state != KafkaStreams.State.REBALANCING) {
            rebalancingSince = null;
        } else if (rebalancingSince == null) {
            rebalancingSince = now;
        }
        Health.Builder health = switch (state) {
            case RUNNING -> Health.up();
            case REBALANCING -> isOver(rebalancingSince, now) ? Health.down() : Health.up();
            case CREATED, PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Health.down();
        };
        if (!standing.isEmpty()) {
            health.down().withDetail("frozenSince", standing);
        }
        return health.withDetail("state", state).build();
    }

    private boolean isOver(@Nullable Instant since, Instant now) {
        return since != null && since.plus(stuckAfter).isBefore(now);
    }
}
