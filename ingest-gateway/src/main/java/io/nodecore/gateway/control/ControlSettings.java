package io.nodecore.gateway.control;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How config-service is reached.
 *
 * @param target a gRPC target, such as {@code localhost:3003}
 * @param findKeyTimeout a node waits for this before its report is looked at
 */
@ConfigurationProperties("nodecore.control")
public record ControlSettings(
        @DefaultValue("localhost:3003") String target,
        @DefaultValue("2s") Duration findKeyTimeout,
        @DefaultValue("5s") Duration registerTimeout,
        @DefaultValue("2s") Duration configTimeout) {}
