package io.nodecore.simulator;

import io.nodecore.simulator.ledger.PostgresAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Where the Core is.
 *
 * @param grpc {@code host:port}
 * @param plaintext gRPC without TLS
 * @param http below it lies {@code /node/**}
 * @param admin below it lies {@code /admin/**}
 * @param postgres the Core's tables, for those who may look; absent where nothing says so
 */
public record CoreAddress(
        String grpc,
        boolean plaintext,
        URI http,
        URI admin,
        String adminToken,
        @Nullable PostgresAddress postgres) {

    /** Where reports go. */
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
        JsonNode run = read(runJson);
        String grpc = setting(environment, "CORE_GRPC_URL", local(run, "grpcPort", ""), runJson);
        // A Core on this machine speaks plaintext unless told otherwise; any other Core speaks TLS unless told
        // otherwise.
        String insecure =
                environment.getOrDefault("CORE_INSECURE", Boolean.toString(!environment.containsKey("CORE_GRPC_URL")));
        return new CoreAddress(
                grpc.replaceFirst("^grpc://", ""),
                Boolean.parseBoolean(insecure),
                URI.create(setting(environment, "CORE_HTTP_URL", local(run, "httpPort", "http://"), runJson)),
                URI.create(setting(environment, "ADMIN_URL", local(run, "adminPort", "http://"), runJson)),
                setting(environment, "ADMIN_TOKEN", run.path("adminToken").asString(""), runJson),
                postgres(environment, run));
    }

    private static JsonNode read(Path runJson) {
        try {
            return Files.exists(runJson)
                    ? JsonMapper.shared().readTree(Files.readString(runJson))
                    : MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + runJson, e);
        }
    }

    private static String local(JsonNode run, String port, String scheme) {
        return run.has(port) ? scheme + "localhost:" + run.path(port).asInt() : "";
    }

    private static String setting(Map<String, String> environment, String name, String ofRun, Path runJson) {
        String value = environment.getOrDefault(name, ofRun);
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    name + " is not set and there is no " + runJson + ": start a Core here, or say where one is");
        }
        return value;
    }

    private static @Nullable PostgresAddress postgres(Map<String, String> environment, JsonNode run) {
        String url =
                environment.getOrDefault("POSTGRES_URL", run.path("postgresUrl").asString(""));
        return url.isEmpty()
                ? null
                : new PostgresAddress(
                        url,
                        environment.getOrDefault(
                                "POSTGRES_USER", run.path("postgresUser").asString("nodecore")),
                        environment.getOrDefault(
                                "POSTGRES_PASSWORD",
                                run.path("postgresPassword").asString("nodecore")));
    }
}
