package io.nodecore.control.gateway;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Access to the internal gRPC API.
 *
 * @param token the secret that ingest-gateway sends ({@code CONTROL_TOKEN})
 * @param tlsCert PEM file of the certificate chain ({@code CONTROL_TLS_CERT}); plaintext if absent
 * @param tlsKey PEM file of its private key ({@code CONTROL_TLS_KEY})
 */
@ConfigurationProperties("nodecore.internal")
public record InternalSettings(
        @DefaultValue("") String token,
        @Nullable Path tlsCert,
        @Nullable Path tlsKey) {

    public InternalSettings {
        tlsCert = absentIfEmpty(tlsCert);
        tlsKey = absentIfEmpty(tlsKey);
        if (token.isBlank()) {
            throw new IllegalArgumentException(
                    "CONTROL_TOKEN is not set: config-service and ingest-gateway need the same secret");
        }
        if ((tlsCert == null) != (tlsKey == null)) {
            throw new IllegalArgumentException(
                    "CONTROL_TLS_CERT and CONTROL_TLS_KEY belong together: set both or none");
        }
    }

    /** An empty variable counts as unset. */
    private static @Nullable Path absentIfEmpty(@Nullable Path path) {
        return path == null || path.toString().isBlank() ? null : path;
    }

    /** Without the secret: settings are printed if they can't be bound. */
    @Override
    public String toString() {
        return "InternalSettings[tlsCert=" + tlsCert + "]";
    }
}
