package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.embedded.PostgresAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceArgumentsTest {

    private static final Path DATA = Path.of("/data");

    private final ServiceArguments run = new ServiceArguments(
            new Servers(
                    "kafka:1", new PostgresAddress("jdbc:postgresql://pg/x", "core", "hush-password"), "redis://r", 1),
            new Ports(1, 2, 3, 4),
            "hush-token",
            "hush-control-token",
            new BindAddresses("127.0.0.1", "127.0.0.2"));

    @ParameterizedTest
    @EnumSource
    void secrets_are_not_arguments(Service service) {
        assertThat(run.of(service, 5, DATA)).noneMatch(argument -> argument.contains("hush"));
    }

    @ParameterizedTest
    @EnumSource
    void all_services_have_the_number_of_brokers_that_store_a_record(Service service) {
        assertThat(run.of(service, 5, DATA)).contains("--NODECORE_REPLICATION=1");
    }

    @Test
    void the_gateway_has_no_settings_of_a_database() {
        assertThat(run.secrets(Service.GATEWAY)).containsOnlyKeys("CONTROL_TOKEN");
        assertThat(run.of(Service.GATEWAY, 5, DATA)).noneMatch(argument -> argument.contains("postgresql"));
        assertThat(run.secrets(Service.CONFIG)).containsValues("hush-token", "hush-password");
    }

    @Test
    void a_further_gateway_has_its_own_ports_and_the_same_control_plane() {
        List<String> second = run.withEdge(11, 12).of(Service.GATEWAY, 15, DATA);

        assertThat(second)
                .contains("--HTTP_PORT=11", "--GRPC_PORT=12", "--MANAGEMENT_PORT=15", "--CONTROL_GRPC_URL=127.0.0.1:4");
    }
}
