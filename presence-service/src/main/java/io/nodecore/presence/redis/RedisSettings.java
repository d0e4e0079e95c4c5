package io.nodecore.presence.redis;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service reaches Redis (6.2 or newer).
 *
 * @param url {@code redis://} or {@code rediss://} URL, with credentials if needed; for a cluster any of its servers, or several,
 *     separated by commas
 * @param cluster whether the URL is that of a Redis Cluster
 * @param timeout how long a connection or a batch may take before Redis counts as unavailable
 * @param batchSize commands per flush; two flushes are in flight at most
 */
@ConfigurationProperties("nodecore.redis")
public record RedisSettings(
        @DefaultValue("redis://localhost:6379") String url,
        @DefaultValue("false") boolean cluster,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("1000") int batchSize) {

    public RedisSettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("nodecore.redis.batch-size must be 1 or greater, got " + batchSize);
        }
    }
}
