package io.nodecore.presence.events.streams;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the topology runs.
 *
 * @param applicationId names its consumer group, its internal topics and its transactions; the same for all processes
 * @param stateDir directory of the state stores; they can be rebuilt from Kafka, so the loss of the directory costs only time
 * @param shards partitions of the re-keyed topic, and so the maximum number of processes that share the users; must not change once there
 *     is state
 * @param threads stream threads of this process
 * @param sessionTimeout after this time without a heartbeat, the partitions of a process are assigned to another
 * @param waitingAtMost maximum number of reports of a shard that wait, on disk; beyond it the oldest is processed early
 * @param stuckAfter if a partition has unread records and makes no progress for this time, this process is not ready
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
