package io.nodecore.gateway.readiness;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway detects that it is not ready.
 *
 * @param period time between two checks of Kafka
 * @param timeout Kafka must answer a check, and a table must contain a new record, within this time
 * @param staleAfter the gateway is not ready if the last successful check is older
 */
@ConfigurationProperties("nodecore.gateway.readiness")
public record ReadinessSettings(
        @DefaultValue("5s") Duration period,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("25s") Duration staleAfter) {}
