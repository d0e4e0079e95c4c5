package io.nodecore.gateway.readiness;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway finds out that it can't do its work.
 *
 * @param period from one check of Kafka to the next
 * @param timeout Kafka has to answer a check, and a table has to hold a new record, within this time
 * @param staleAfter the gateway is not ready when the last good check is older
 */
@ConfigurationProperties("nodecore.gateway.readiness")
public record ReadinessSettings(
        @DefaultValue("5s") Duration period,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("25s") Duration staleAfter) {}
