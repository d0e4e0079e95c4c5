package io.nodecore.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settings of the services that depend on their run.
 *
 * @param controlToken the secret between ingest-gateway and config-service
 * @param addresses addresses at which the admin API and the management ports listen
 */
record ServiceArguments(Servers servers, Ports ports, String adminToken, String controlToken, BindAddresses addresses) {

    /** The settings with other ports, for a further gateway. */
    ServiceArguments withEdge(int httpPort, int grpcPort) {
        return new ServiceArguments(
                servers,
                new Ports(httpPort, grpcPort, ports.admin(), ports.control()),
                adminToken,
                controlToken,
                addresses);
    }

    /**
     * Settings of one instance, as {@code --NAME=value}.
     *
     * @param data folder of this instance, not shared with other instances of the service
     */
    List<String> of(Service service, int managementPort, Path data) {
        List<String> arguments = new ArrayList<>(List.of(
                "--springdoc.api-docs.enabled=" + (service == Service.CONFIG),
                "--MANAGEMENT_PORT=" + managementPort,
                "--INTERNAL_BIND_ADDRESS=" + addresses.internal(),
                "--KAFKA_BOOTSTRAP_SERVERS=" + servers.kafka(),
                "--NODECORE_REPLICATION=" + servers.replication(),
                "--NODECORE_DATA=" + data));
        switch (service) {
            case GATEWAY -> {
                arguments.add("--HTTP_PORT=" + ports.http());
                arguments.add("--GRPC_PORT=" + ports.grpc());
                arguments.add("--CONTROL_GRPC_URL=127.0.0.1:" + ports.control());
            }
            case CONFIG -> {
                arguments.add("--ADMIN_PORT=" + ports.admin());
                arguments.add("--ADMIN_BIND_ADDRESS=" + addresses.admin());
                arguments.add("--CONTROL_GRPC_PORT=" + ports.control());
                // The simulated nodes of such a run have addresses of this machine.
                arguments.add("--ALLOW_LOCAL_NODE_ADDRESSES=true");
                arguments.add("--REDIS_URL=" + servers.redis());
                arguments.addAll(postgres());
            }
            case PRESENCE -> arguments.add("--REDIS_URL=" + servers.redis());
            case WEBHOOKS -> {
                // The service reads webhooks and their secrets from the environment.
            }
            case USAGE, ENRICHMENT -> arguments.addAll(postgres());
        }
        return arguments;
    }

    /** Settings that must not be visible in a list of processes, by name. */
    Map<String, String> secrets(Service service) {
        return switch (service) {
            case CONFIG ->
                Map.of(
                        "ADMIN_TOKEN",
                        adminToken,
                        "CONTROL_TOKEN",
                        controlToken,
                        "POSTGRES_PASSWORD",
                        servers.postgres().password());
            case USAGE, ENRICHMENT ->
                Map.of("POSTGRES_PASSWORD", servers.postgres().password());
            case GATEWAY -> Map.of("CONTROL_TOKEN", controlToken);
            case PRESENCE, WEBHOOKS -> Map.of();
        };
    }

    private List<String> postgres() {
        return List.of(
                "--POSTGRES_URL=" + servers.postgres().url(),
                "--POSTGRES_USER=" + servers.postgres().user());
    }
}
