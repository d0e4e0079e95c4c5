package io.nodecore.simulator;

import io.nodecore.adminclient.RunFile;
import io.nodecore.simulator.ledger.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of the Core.
 *
 * @param grpc {@code host:port}
 * @param plaintext gRPC without TLS
 * @param http below it lies {@code /node/**}
 * @param admin below it lies {@code /admin/**}
 * @param postgres the Core's tables, for reading; absent if no address is given
 */
public record CoreAddress(
        String grpc,
        boolean plaintext,
        URI http,
        URI admin,
        String adminToken,
        @Nullable PostgresAddress postgres) {

    /** The address for reports. */
    public Edge edge() {
        return new Edge(grpc, http);
    }

    /** The token opens the whole control plane: this text ends in logs. */
    @Override
    public String toString() {
        return "gRPC " + grpc + (plaintext ? " (plaintext)" : " (TLS)") + ", HTTP " + http + ", admin " + admin;
    }

    /**
     * Reads {@code CORE_GRPC_URL}, {@code CORE_HTTP_URL}, {@code CORE_INSECURE}, {@code ADMIN_URL}, {@code ADMIN_TOKEN} and
     * {@code POSTGRES_URL}, {@code POSTGRES_USER}, {@code POSTGRES_PASSWORD}; what is unset comes from the {@code run.json} of a Core that runs on this machine.
     *
     * @throws IllegalArgumentException naming the first setting that nothing gives
     */
    static CoreAddress find(Map<String, String> environment, Path runJson) {
        RunFile run = Files.exists(runJson) ? read(runJson) : null;
        String grpc = setting(environment, "CORE_GRPC_URL", run == null ? "" : run.grpcTarget(), runJson);
        // A Core on this machine speaks plaintext unless CORE_INSECURE is false, any other Core TLS unless it is true.
        String insecure =
                environment.getOrDefault("CORE_INSECURE", Boolean.toString(!environment.containsKey("CORE_GRPC_URL")));
        return new CoreAddress(
                grpc.replaceFirst("^grpc://", ""),
                Boolean.parseBoolean(insecure),
                url(environment, "CORE_HTTP_URL", run == null ? null : run.httpUrl(), runJson),
                url(environment, "ADMIN_URL", run == null ? null : run.adminUrl(), runJson),
                setting(environment, "ADMIN_TOKEN", run == null ? "" : run.adminToken(), runJson),
                postgres(environment, run));
    }

    private static RunFile read(Path runJson) {
        try {
            return RunFile.read(runJson);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + runJson, e);
        }
    }

    private static URI url(Map<String, String> environment, String name, @Nullable URI ofRun, Path runJson) {
        return URI.create(setting(environment, name, ofRun == null ? "" : ofRun.toString(), runJson));
    }

    private static String setting(Map<String, String> environment, String name, String ofRun, Path runJson) {
        String value = environment.getOrDefault(name, ofRun);
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    name + " is not set and there is no " + runJson + ": start a Core here, or say where one is");
        }
        return value;
    }

    private static @Nullable PostgresAddress postgres(Map<String, String> environment, @Nullable RunFile run) {
        String url = environment.getOrDefault("POSTGRES_URL", run == null ? "" : run.postgresUrl());
        return url.isEmpty()
                ? null
                : new PostgresAddress(
                        url,
                        environment.getOrDefault("POSTGRES_USER", run == null ? "nodecore" : run.postgresUser()),
                        environment.getOrDefault(
                                "POSTGRES_PASSWORD", run == null ? "nodecore" : run.postgresPassword()));
    }
}
