package io.nodecore.presence.events.streams;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the topology runs.
 *
 * @param applicationId names its consumer group, its internal topics and its transactions; the same for all processes
 * @param stateDir where its stores stand on disk; they can be rebuilt from Kafka, so losing the folder costs time only
 * @param shards partitions of the re-keyed topic, and so the most processes that share the users; fixed once there is state
 * @param threads stream threads of this process
 * @param sessionTimeout after how long without a sign of life the work of a process goes to another
 * @param waitingAtMost how many reports of a shard wait for their time, on disk; above it the oldest is taken early
 * @param stuckAfter for how long a partition may have something to read and bring nothing before this process is not ready
 */
@ConfigurationProperties("nodecore.presence")
public record EventsSettings(
        @DefaultValue("nodecore.presence-events") String applicationId,
        @DefaultValue(".nodecore/streams") Path stateDir,
        @DefaultValue("6") int shards,
        @DefaultValue("1") int threads,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("1000000") int waitingAtMost,
        @DefaultValue("45s") Duration stuckAfter) {

    public EventsSettings {
        requirePositive("shards", shards);
        requirePositive("threads", threads);
        requirePositive("waiting-at-most", waitingAtMost);
        if (!stuckAfter.isPositive()) {
            throw new IllegalArgumentException("nodecore.presence.stuck-after must be positive, got " + stuckAfter);
        }
    }

    private static void requirePositive(String key, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("nodecore.presence." + key + " must be 1 or greater, got " + number);
        }
    }
}
