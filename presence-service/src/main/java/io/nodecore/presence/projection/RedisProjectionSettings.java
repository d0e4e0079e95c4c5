package io.nodecore.presence.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the views in Redis follow their topics.
 *
 * @param maxPollRecords reports folded into one write at most
 * @param maxPollSize decompressed bytes of one poll at most; a single larger report still comes through
 * @param sessionTimeout how long a process may send no heartbeat before its partitions go to others
 * @param backOff wait between two attempts to reach Redis or Kafka
 * @param clockMargin how far the clocks of gateways and brokers may differ; a view starts reading that much earlier
 * @param stuckAfter how long Kafka may be silent, or reading may make no progress, before readiness turns red
 */
@ConfigurationProperties("nodecore.recent")
public record RedisProjectionSettings(
        @DefaultValue("500") int maxPollRecords,
        @DefaultValue("8MB") DataSize maxPollSize,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("500ms") Duration backOff,
        @DefaultValue("10s") Duration clockMargin,
        @DefaultValue("45s") Duration stuckAfter) {

    public RedisProjectionSettings {
        if (maxPollRecords < 1) {
            throw new IllegalArgumentException(
                    "nodecore.recent.max-poll-records must be 1 or greater, got " + maxPollRecords);
        }
        if (!backOff.isPositive()) {
            throw new IllegalArgumentException("nodecore.recent.back-off must be positive, got " + backOff);
        }
    }
}
