package io.nodecore.gateway.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How configs are sent to nodes.
 *
 * @param cache memory for the configs that are kept in case config-service is unavailable
 * @param expectedSize the part of the budget of answers that is reserved for a config of unknown size
 * @param spread maximum retry delay of nodes that can't be answered now; each node gets a random delay
 */
@ConfigurationProperties("nodecore.gateway.config")
public record ConfigSettings(
        @DefaultValue("64MB") DataSize cache,
        @DefaultValue("1MB") DataSize expectedSize,
        @DefaultValue("10s") Duration spread) {}
