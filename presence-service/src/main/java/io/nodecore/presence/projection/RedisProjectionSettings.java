package io.nodecore.presence.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the views in Redis follow their topics.
 *
 * @param maxPollRecords reports folded into one write at most
 * @param sessionTimeout after how long without a sign of life the partitions of a process go to another
 * @param backOff wait between two attempts to reach Redis or Kafka
 * @param clockMargin how far the clocks of gateways and brokers may differ; a view starts reading that much earlier
 * @param stuckAfter how long a view may stand still before readiness turns red
 */
@ConfigurationProperties("nodecore.recent")
public record RedisProjectionSettings(
        @DefaultValue("500") int maxPollRecords,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("500ms") Duration backOff,
        @DefaultValue("10s") Duration clockMargin,
        @DefaultValue("60s") Duration stuckAfter) {

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
