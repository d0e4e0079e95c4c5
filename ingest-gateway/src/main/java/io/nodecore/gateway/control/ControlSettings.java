package io.nodecore.gateway.control;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How config-service is reached.
 *
 * @param target a gRPC target, such as {@code localhost:3003}
 * @param token the secret that config-service asks for ({@code CONTROL_TOKEN})
 * @param tlsCa PEM file of the certificates that sign config-service's ({@code CONTROL_TLS_CA}); plaintext if absent
 * @param findKeyTimeout a node waits for this before its report is looked at
 */
@ConfigurationProperties("nodecore.control")
public record ControlSettings(
        @DefaultValue("localhost:3003") String target,
        @DefaultValue("") String token,
        @Nullable Path tlsCa,
        @DefaultValue("2s") Duration findKeyTimeout,
        @DefaultValue("5s") Duration registerTimeout,
        @DefaultValue("2s") Duration configTimeout) {

    public ControlSettings {
        // An empty variable counts as unset.
        tlsCa = tlsCa == null || tlsCa.toString().isBlank() ? null : tlsCa;
    }

    /** Without the secret: settings are printed when they cannot be bound. */
    @Override
    public String toString() {
        return "ControlSettings[target=" + target + "]";
    }
}
