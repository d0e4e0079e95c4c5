package io.nodecore.gateway.control;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway connects to config-service.
 *
 * @param target a gRPC target, such as {@code localhost:3003}
 * @param token the shared secret that config-service requires ({@code CONTROL_TOKEN})
 * @param tlsCa PEM file of the authorities that sign config-service's certificate ({@code CONTROL_TLS_CA}); plaintext if absent
 * @param findKeyTimeout maximum time for config-service to find the node of a key; the report waits for it
 * @param configTimeout maximum time for config-service to send a config, which may have tens of megabytes
 */
@ConfigurationProperties("nodecore.control")
public record ControlSettings(
        @DefaultValue("localhost:3003") String target,
        @DefaultValue("") String token,
        @Nullable Path tlsCa,
        @DefaultValue("2s") Duration findKeyTimeout,
        @DefaultValue("5s") Duration registerTimeout,
        @DefaultValue("10s") Duration configTimeout) {

    public ControlSettings {
        // An empty variable counts as unset.
        tlsCa = tlsCa == null || tlsCa.toString().isBlank() ? null : tlsCa;
    }

    /** Without the secret: settings are printed if they can't be bound. */
    @Override
    public String toString() {
        return "ControlSettings[target=" + target + "]";
    }
}
