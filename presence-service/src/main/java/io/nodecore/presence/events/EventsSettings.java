package io.nodecore.presence.events;

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
 * @param idleAfter for how long a partition must have brought nothing to count as read to its end; delays {@code user.offline} when
 *     nobody reports
 * @param sessionTimeout after how long without a sign of life the work of a process goes to another
 * @param stuckAfter how long a position may stand still while facts wait, or work may be on its way to another process, before readiness
 *     turns red
 */
@ConfigurationProperties("nodecore.presence")
record EventsSettings(
        @DefaultValue("nodecore.presence-events") String applicationId,
        @DefaultValue(".nodecore/streams") Path stateDir,
        @DefaultValue("6") int shards,
        @DefaultValue("1") int threads,
        @DefaultValue("5s") Duration idleAfter,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("60s") Duration stuckAfter) {

    EventsSettings {
        if (shards < 1) {
            throw new IllegalArgumentException("nodecore.presence.shards must be 1 or greater, got " + shards);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("nodecore.presence.threads must be 1 or greater, got " + threads);
        }
        if (!idleAfter.isPositive()) {
            throw new IllegalArgumentException("nodecore.presence.idle-after must be positive, got " + idleAfter);
        }
    }
}
