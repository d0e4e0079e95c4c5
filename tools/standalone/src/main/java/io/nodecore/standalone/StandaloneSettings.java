package io.nodecore.standalone;

import io.nodecore.embedded.PostgresAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the default run, from environment variables.
 *
 * @param grpcPort {@code GRPC_PORT}, 0 for any free one
 * @param httpPort {@code HTTP_PORT}, 0 for any free one
 * @param adminPort {@code ADMIN_PORT}, 0 for any free one
 * @param adminToken {@code ADMIN_TOKEN}; if unset, a generated token in the data folder
 * @param dataFolder {@code NODECORE_DATA}, data of the embedded servers
 * @param kafka {@code KAFKA_BOOTSTRAP_SERVERS}; if unset, an embedded Kafka is started
 * @param replication {@code NODECORE_REPLICATION}: number of brokers that store each record; 1 if a Kafka is started, otherwise 3
 * @param postgres {@code POSTGRES_URL}, {@code POSTGRES_USER}, {@code POSTGRES_PASSWORD}; if the URL is unset, an embedded Postgres is started
 * @param redis {@code REDIS_URL}; if unset, an embedded Redis is started
 * @param controlToken {@code CONTROL_TOKEN}; if unset, a generated secret in the data folder
 * @param addresses {@code ADMIN_BIND_ADDRESS} and {@code INTERNAL_BIND_ADDRESS}; loopback if they are unset
 * @param withWebhooks whether a variable {@code NODECORE_WEBHOOKS_…} is set; webhook-relay reads their values
 */
public record StandaloneSettings(
        int grpcPort,
        int httpPort,
        int adminPort,
        Optional<String> adminToken,
        Path dataFolder,
        Optional<String> kafka,
        int replication,
        Optional<PostgresAddress> postgres,
        Optional<String> redis,
        Optional<String> controlToken,
        BindAddresses addresses,
        boolean withWebhooks) {

    static final int DEFAULT_GRPC_PORT = 3002;
    static final int DEFAULT_HTTP_PORT = 3000;
    static final int DEFAULT_ADMIN_PORT = 3001;
    static final String DEFAULT_DATA_FOLDER = ".nodecore";

    /**
     * Reads the settings; an empty variable counts as unset.
     *
     * @throws IllegalArgumentException with the variable, its value and the expected value
     */
    public static StandaloneSettings from(Map<String, String> environment) {
        var env = new Environment(environment);
        return new StandaloneSettings(
                env.port("GRPC_PORT", DEFAULT_GRPC_PORT),
                env.port("HTTP_PORT", DEFAULT_HTTP_PORT),
                env.port("ADMIN_PORT", DEFAULT_ADMIN_PORT),
                env.text("ADMIN_TOKEN"),
                Path.of(env.text("NODECORE_DATA").orElse(DEFAULT_DATA_FOLDER))
                        .toAbsolutePath()
                        .normalize(),
                env.text("KAFKA_BOOTSTRAP_SERVERS"),
                env.replication(
                        "NODECORE_REPLICATION",
                        env.text("KAFKA_BOOTSTRAP_SERVERS").isPresent() ? 3 : 1),
                env.text("POSTGRES_URL")
                        .map(url -> new PostgresAddress(
                                url,
                                env.text("POSTGRES_USER").orElse("nodecore"),
                                env.text("POSTGRES_PASSWORD").orElse("nodecore"))),
                env.text("REDIS_URL"),
                env.text("CONTROL_TOKEN"),
                new BindAddresses(
                        env.text("ADMIN_BIND_ADDRESS").orElse(BindAddresses.LOOPBACK),
                        env.text("INTERNAL_BIND_ADDRESS").orElse(BindAddresses.LOOPBACK)),
                env.isAnySet("NODECORE_WEBHOOKS_"));
    }

    /** The services of this run. */
    List<Service> services() {
        return withWebhooks ? List.of(Service.values()) : Service.OF_EVERY_RUN;
    }

    private record Environment(Map<String, String> variables) {

        Optional<String> text(String name) {
            return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
        }

        boolean isAnySet(String prefix) {
            return variables.keySet().stream()
                    .anyMatch(name -> name.startsWith(prefix) && text(name).isPresent());
        }

        int port(String name, int byDefault) {
            return text(name).map(value -> port(name, value)).orElse(byDefault);
        }

        int replication(String name, int byDefault) {
            return text(name)
                    .map(value -> {
                        if (!value.strip().matches("[1-9]")) {
                            throw new IllegalArgumentException(
                                    name + " must be a number of brokers from 1 to 9, got '" + value + "'");
                        }
                        return Integer.parseInt(value.strip());
                    })
                    .orElse(byDefault);
        }

        private static int port(String name, String value) {
            try {
                int port = Integer.parseInt(value.strip());
                if (port >= 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // Refused below, like a port out of range.
            }
            throw new IllegalArgumentException(
                    name + " must be a port from 0 (any free one) to 65535, got '" + value + "'");
        }
    }
}
