package io.nodecore.presence.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the projections in Redis follow their topics.
 *
 * @param maxPollRecords maximum number of reports folded into one write
 * @param maxPollSize maximum decompressed bytes of one poll; a single larger report is still read
 * @param sessionTimeout after this time without a heartbeat, the partitions of a process are assigned to others
 * @param backOff wait between two attempts to reach Redis or Kafka
 * @param clockMargin maximum difference between the clocks of gateways and brokers; a projection starts reading that much earlier
 * @param stuckAfter the service is not ready if Kafka does not answer, or reading makes no progress, for this time
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
