package io.nodecore.operations.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What audits may cost.
 *
 * @param atOnce how many run at once, 1 or more: each holds the names of reports in memory; others are refused
 */
@ConfigurationProperties("nodecore.audits")
public record AuditSettings(@DefaultValue("2") int atOnce) {

    public AuditSettings {
        if (atOnce < 1) {
            throw new IllegalArgumentException("nodecore.audits.at-once must be 1 or more, got " + atOnce);
        }
    }
}
