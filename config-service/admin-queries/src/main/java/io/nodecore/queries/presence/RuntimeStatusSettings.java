package io.nodecore.queries.presence;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a node is asked for its live status.
 *
 * @param allowLocalAddresses whether a node may be registered at an address of config-service's own machine or link, and is asked there:
 *     for a fleet on one machine. In other installations, a registered node could make config-service send requests to its own neighbours
 */
@ConfigurationProperties("nodecore.runtime-status")
public record RuntimeStatusSettings(@DefaultValue("false") boolean allowLocalAddresses) {}
