package io.nodecore.operations.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the cost of audits.
 *
 * @param atOnce maximum number of simultaneous audits, 1 or more: each holds report ids in memory; further ones are refused
 */
@ConfigurationProperties("nodecore.audits")
public record AuditSettings(@DefaultValue("2") int atOnce) {

    public AuditSettings {
        if (atOnce < 1) {
            throw new IllegalArgumentException("nodecore.audits.at-once must be 1 or more, got " + atOnce);
        }
    }
}
