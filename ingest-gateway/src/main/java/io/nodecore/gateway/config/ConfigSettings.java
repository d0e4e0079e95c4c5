package io.nodecore.gateway.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How configs are handed out.
 *
 * @param cache memory of the configs that are kept for the time when config-service is away
 */
@ConfigurationProperties("nodecore.gateway.config")
public record ConfigSettings(@DefaultValue("64MB") DataSize cache) {}
