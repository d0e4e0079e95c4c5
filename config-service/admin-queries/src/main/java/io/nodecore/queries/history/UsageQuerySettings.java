package io.nodecore.queries.history;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What queries of usage may take of the database.
 *
 * @param timeout after how long Postgres ends a query; the answer is then 503
 * @param concurrent how many of them run at the same time; one more waits for at most the timeout, and the answer is then 503
 */
@ConfigurationProperties("nodecore.usage-queries")
record UsageQuerySettings(
        @DefaultValue("10s") Duration timeout, @DefaultValue("4") int concurrent) {

    UsageQuerySettings {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("nodecore.usage-queries.timeout must be positive, got " + timeout);
        }
        if (concurrent < 1) {
            throw new IllegalArgumentException("nodecore.usage-queries.concurrent must be 1 or more, got " + concurrent);
        }
    }
}
