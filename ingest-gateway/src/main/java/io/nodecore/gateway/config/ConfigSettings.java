package io.nodecore.gateway.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How configs are handed out.
 *
 * @param cache memory of the configs that are kept for the time when config-service is away
 * @param expectedSize how much of the budget of answers a config takes whose size is not known yet
 * @param spread nodes that can't be answered now are told to come back within this time, each at another moment
 */
@ConfigurationProperties("nodecore.gateway.config")
public record ConfigSettings(
        @DefaultValue("64MB") DataSize cache,
        @DefaultValue("1MB") DataSize expectedSize,
        @DefaultValue("10s") Duration spread) {}
