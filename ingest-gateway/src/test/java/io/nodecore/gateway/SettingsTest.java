package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.gateway.auth.AuthSettings;
import io.nodecore.gateway.config.ConfigSettings;
import io.nodecore.gateway.connection.ConnectionSettings;
import io.nodecore.gateway.connection.NetworkSettings;
import io.nodecore.gateway.control.ControlSettings;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.readiness.ReadinessSettings;
import io.nodecore.gateway.report.JournalSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/** Operators rely on every name and default here. */
class SettingsTest {

    @Test
    void the_defaults_are_these() {
        assertThat(bind(LimitSettings.class, Map.of()))
                .isEqualTo(new LimitSettings(
                        DataSize.ofMegabytes(4),
                        100_000,
                        DataSize.ofMegabytes(64),
                        20_000,
                        40_000,
                        100_000,
                        10_000,
                        Duration.ofSeconds(30),
                        DataSize.ofKilobytes(64),
                        DataSize.ofMegabytes(16),
                        16,
                        DataSize.ofMegabytes(16),
                        4_000,
                        8,
                        8,
                        DataSize.ofMegabytes(64),
                        Duration.ofSeconds(60)));
        assertThat(bind(ConnectionSettings.class, Map.of()))
                .isEqualTo(new ConnectionSettings(
                        100,
                        Duration.ofMinutes(2),
                        1_000,
                        1_000,
                        100,
                        DataSize.ofKilobytes(16),
                        500,
                        Duration.ofSeconds(10),
                        DataSize.ofMegabytes(1)));
        assertThat(bind(ReadinessSettings.class, Map.of()))
                .isEqualTo(
                        new ReadinessSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(25)));
        assertThat(bind(NetworkSettings.class, Map.of())).isEqualTo(new NetworkSettings(List.of(), false));
        assertThat(bind(AuthSettings.class, Map.of()))
                .isEqualTo(new AuthSettings(60, 1, 60, 10, 100_000, 10_000, Duration.ofSeconds(30), 100_000));
        assertThat(bind(ControlSettings.class, Map.of()))
                .isEqualTo(new ControlSettings(
                        "localhost:3003",
                        "",
                        null,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10)));
        assertThat(bind(JournalSettings.class, Map.of()))
                .isEqualTo(new JournalSettings(
                        Duration.ofSeconds(10),
                        Duration.ofMillis(5),
                        "lz4",
                        DataSize.ofMegabytes(128),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(15)));
        assertThat(bind(ConfigSettings.class, Map.of()))
                .isEqualTo(
                        new ConfigSettings(DataSize.ofMegabytes(64), DataSize.ofMegabytes(1), Duration.ofSeconds(10)));
    }

    @Test
    void the_names_are_these() {
        assertThat(Stream.of(
                                LimitSettings.class,
                                AuthSettings.class,
                                ControlSettings.class,
                                JournalSettings.class,
                                ConfigSettings.class,
                                ConnectionSettings.class,
                                NetworkSettings.class,
                                ReadinessSettings.class)
                        .flatMap(SettingsTest::names)
                        .sorted())
                .containsExactly(
                        "nodecore.control.configTimeout",
                        "nodecore.control.findKeyTimeout",
                        "nodecore.control.registerTimeout",
                        "nodecore.control.target",
                        "nodecore.control.tlsCa",
                        "nodecore.control.token",
                        "nodecore.gateway.auth.failureBurst",
                        "nodecore.gateway.auth.failuresPerSecond",
                        "nodecore.gateway.auth.recentKeyPeriod",
                        "nodecore.gateway.auth.recentKeys",
                        "nodecore.gateway.auth.registrationBurst",
                        "nodecore.gateway.auth.registrationsPerSecond",
                        "nodecore.gateway.auth.revokedKeys",
                        "nodecore.gateway.auth.trackedAddresses",
                        "nodecore.gateway.config.cache",
                        "nodecore.gateway.config.expectedSize",
                        "nodecore.gateway.config.spread",
                        "nodecore.gateway.connections.callsPerConnection",
                        "nodecore.gateway.connections.headerSize",
                        "nodecore.gateway.connections.perNode",
                        "nodecore.gateway.connections.resetPeriod",
                        "nodecore.gateway.connections.resets",
                        "nodecore.gateway.connections.unauthenticatedAge",
                        "nodecore.gateway.connections.unauthenticatedCallsPerAddress",
                        "nodecore.gateway.connections.unauthenticatedPerAddress",
                        "nodecore.gateway.connections.window",
                        "nodecore.gateway.journal.acknowledgeTimeout",
                        "nodecore.gateway.journal.buffer",
                        "nodecore.gateway.journal.closeTimeout",
                        "nodecore.gateway.journal.compression",
                        "nodecore.gateway.journal.linger",
                        "nodecore.gateway.journal.startTimeout",
                        "nodecore.gateway.limits.answerTimeout",
                        "nodecore.gateway.limits.answers",
                        "nodecore.gateway.limits.bodyTimeout",
                        "nodecore.gateway.limits.inFlight",
                        "nodecore.gateway.limits.listEntries",
                        "nodecore.gateway.limits.nodeBurst",
                        "nodecore.gateway.limits.nodeConfigStreams",
                        "nodecore.gateway.limits.nodeInFlight",
                        "nodecore.gateway.limits.nodeRequests",
                        "nodecore.gateway.limits.nodeRequestsPerSecond",
                        "nodecore.gateway.limits.nodeWatchers",
                        "nodecore.gateway.limits.registrations",
                        "nodecore.gateway.limits.reportSize",
                        "nodecore.gateway.limits.trackedNodes",
                        "nodecore.gateway.limits.unauthenticatedInFlight",
                        "nodecore.gateway.limits.unauthenticatedSize",
                        "nodecore.gateway.limits.watchers",
                        "nodecore.gateway.network.proxyProtocol",
                        "nodecore.gateway.network.trustedProxies",
                        "nodecore.gateway.readiness.period",
                        "nodecore.gateway.readiness.staleAfter",
                        "nodecore.gateway.readiness.timeout");
    }

    @Test
    void a_report_must_fit_into_a_topic_and_into_the_budget() {
        assertThatThrownBy(() -> bind(LimitSettings.class, Map.of("nodecore.gateway.limits.report-size", "5MB")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bind(LimitSettings.class, Map.of("nodecore.gateway.limits.in-flight", "1MB")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bind(LimitSettings.class, Map.of("nodecore.gateway.limits.node-in-flight", "1MB")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_environment_names_the_ports_and_the_neighbours() throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("yaml", new ClassPathResource("ingest-gateway.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        environment.getPropertySources().addFirst(new MapPropertySource("no environment", Map.of()));

        for (List<String> row : List.of(
                List.of("GRPC_PORT", "spring.grpc.server.port", "3002"),
                List.of("HTTP_PORT", "server.port", "3000"),
                List.of("MANAGEMENT_PORT", "management.server.port", "3010"),
                List.of("KAFKA_BOOTSTRAP_SERVERS", "nodecore.kafka.bootstrap-servers", "localhost:9092"),
                List.of("TRUSTED_PROXIES", "nodecore.gateway.network.trusted-proxies", ""),
                List.of("PROXY_PROTOCOL", "nodecore.gateway.network.proxy-protocol", "false"),
                List.of("CONTROL_GRPC_URL", "nodecore.control.target", "localhost:3003"))) {
            assertThat(environment.getProperty(row.get(1))).isEqualTo(row.get(2));
            environment.getPropertySources().addFirst(new MapPropertySource(row.get(0), Map.of(row.get(0), "given")));
            assertThat(environment.getProperty(row.get(1))).isEqualTo("given");
        }
    }

    private static Stream<String> names(Class<? extends Record> settings) {
        String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        return Arrays.stream(settings.getRecordComponents()).map(component -> prefix + "." + component.getName());
    }

    private static <T extends Record> T bind(Class<T> settings, Map<String, String> given) {
        String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        return new Binder(new MapConfigurationPropertySource(given)).bindOrCreate(prefix, settings);
    }
}
