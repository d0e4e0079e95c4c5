package io.nodecore.queries.history;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the database load of usage queries.
 *
 * @param timeout Postgres aborts a query after this time; the answer is then 503
 * @param concurrent maximum number of simultaneous queries; a further one waits up to the timeout, and the answer is then 503
 */
@ConfigurationProperties("nodecore.usage-queries")
record UsageQuerySettings(
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("4") int concurrent) {

    UsageQuerySettings {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("nodecore.usage-queries.timeout must be positive, got " + timeout);
        }
        if (concurrent < 1) {
            throw new IllegalArgumentException(
                    "nodecore.usage-queries.concurrent must be 1 or more, got " + concurrent);
        }
    }
}
