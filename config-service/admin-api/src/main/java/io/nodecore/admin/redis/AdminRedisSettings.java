package io.nodecore.admin.redis;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the admin API reads presence.
 *
 * @param url such as {@code redis://localhost:6379}; for a cluster any of its servers, or several, separated by commas
 * @param cluster whether the URL is that of a Redis Cluster
 * @param timeout maximum time for a read
 */
@ConfigurationProperties("nodecore.redis")
public record AdminRedisSettings(
        @DefaultValue("redis://localhost:6379") String url,
        @DefaultValue("false") boolean cluster,
        @DefaultValue("2s") Duration timeout) {

    public AdminRedisSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("nodecore.redis.timeout must be positive, got " + timeout);
        }
    }
}
