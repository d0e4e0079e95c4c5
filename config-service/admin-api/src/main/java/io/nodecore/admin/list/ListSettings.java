package io.nodecore.admin.list;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the database load of the lists of nodes, users and subscriptions.
 *
 * @param timeout Postgres aborts a query after this time; the answer is then 503
 * @param concurrent maximum number of simultaneous queries; a further one waits up to the timeout, and the answer is then 503
 */
@ConfigurationProperties("nodecore.lists")
public record ListSettings(
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("2") int concurrent) {

    public ListSettings {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("nodecore.lists.timeout must be positive, got " + timeout);
        }
        if (concurrent < 1) {
            throw new IllegalArgumentException("nodecore.lists.concurrent must be 1 or more, got " + concurrent);
        }
    }
}
