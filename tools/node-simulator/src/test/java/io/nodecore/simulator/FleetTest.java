package io.nodecore.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nodecore.simulator.agent.AgentSettings;
import io.nodecore.simulator.agent.FaultRates;
import io.nodecore.simulator.fake.FakeCore;
import io.nodecore.simulator.fake.FakeCore.Arrival;
import io.nodecore.simulator.fake.FakeCore.Fate;
import io.nodecore.simulator.fake.FakeCore.Transport;
import io.nodecore.simulator.ledger.ReportKind;
import io.nodecore.simulator.ledger.Totals;
import io.nodecore.simulator.traffic.UserBehaviour;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole fleets, a hundred times as busy as real ones, against a Core in memory. */
class FleetTest {

    private static final AgentSettings BUSY = new AgentSettings(
            Duration.ofMillis(50),
            Duration.ofMillis(20),
            Duration.ofMillis(20),
            Duration.ofMillis(40),
            new UserBehaviour(Duration.ofMillis(400), Duration.ofMillis(200), 1_000_000),
            0.2,
            8,
            FaultRates.NONE);

    @TempDir
    private Path folder;

    private final FakeCore core = new FakeCore();

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void each_node_registers_serves_its_users_and_sends_all_kinds_of_reports() throws Exception {
        try (Fleet fleet = Fleet.start(settings(3, 6), core.address())) {
            await().untilAsserted(() -> {
                assertThat(core.control.isSynced()).isTrue();
                assertThat(fleet.totals().lines())
                        .containsKeys(
                                ReportKind.HEARTBEAT,
                                ReportKind.STATS,
                                ReportKind.ONLINE_USERS,
                                ReportKind.USAGE,
                                ReportKind.OUTBOUND_USAGE,
                                ReportKind.SESSION_EVENTS,
                                ReportKind.CONFIG_APPLIED);
                assertThat(fleet.acknowledged().usage()).hasSizeGreaterThan(3);
            });
            fleet.close();

            assertThat(core.control.nodeCount()).isEqualTo(3);
            assertThat(core.control.userCount()).isEqualTo(6);
            assertThat(core.control.linkCount()).isEqualTo(6 * 3);
            assertThat(core.acknowledged()).isEqualTo(fleet.acknowledged());
            assertThat(fleet.totals().all().unanswered()).isZero();
        }
    }

    @Test
    void the_ledger_equals_what_the_core_counted_although_answers_get_lost() throws Exception {
        Fate[] trouble = {
            Fate.ANSWER_LOST, Fate.ANSWERED, Fate.UNAVAILABLE, Fate.OVERLOADED, Fate.ANSWER_LOST, Fate.ANSWERED
        };
        try (Fleet fleet = Fleet.start(settings(2, 6), core.address())) {
            await().until(() -> !fleet.acknowledged().usage().isEmpty());
            for (int i = 0; i < 20; i++) {
                core.spoil(Transport.GRPC, trouble);
                core.spoil(Transport.HTTP, trouble);
            }
            long before = fleet.totals().of(ReportKind.USAGE).acknowledged();
            await().until(() -> fleet.totals().of(ReportKind.USAGE).acknowledged() > before + 10);
            fleet.close();

            assertThat(fleet.totals().repeated()).isPositive();
            assertThat(core.acknowledged()).isEqualTo(fleet.acknowledged());
            assertThat(core.arrivals().stream().map(Arrival::transport).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(Transport.values());
        }
    }

    @Test
    void a_second_run_uses_the_nodes_and_users_of_the_first() throws Exception {
        Fleet.start(settings(3, 4), core.address()).close();
        int links = core.control.linkCount();

        try (Fleet second = Fleet.start(settings(3, 4), core.address())) {
            await().until(() -> !second.acknowledged().usage().isEmpty());
        }

        assertThat(core.control.nodeCount()).isEqualTo(3);
        assertThat(core.control.userCount()).isEqualTo(4);
        assertThat(core.control.linkCount()).isEqualTo(links);
    }

    @Test
    void only_the_owner_can_read_the_file_with_the_keys() throws Exception {
        Fleet.start(settings(1, 0), core.address()).close();

        assertThat(Files.getPosixFilePermissions(stateFile())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void two_fleets_can_not_use_the_same_state_file() throws Exception {
        try (Fleet first = Fleet.start(settings(1, 0), core.address())) {
            assertThatThrownBy(() -> Fleet.start(settings(1, 0), core.address()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another fleet uses " + stateFile());
            assertThat(first.totals().all().refused()).isZero();
        }
    }

    @Test
    void an_agent_serves_its_runtime_status_at_its_registered_address() throws Exception {
        try (Fleet fleet = Fleet.start(settings(1, 0), core.address());
                HttpClient http = HttpClient.newHttpClient()) {
            await().until(() -> fleet.totals().of(ReportKind.STATS).acknowledged() > 0);
            int port = core.control.agentPorts().getFirst();

            String body = http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/runtime-status"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();

            JsonNode status = JsonMapper.shared().readTree(body);
            assertThat(status.path("system").path("cpuCores").isInt()).isTrue();
            assertThat(status.path("system").path("ramTotal").asLong()).isPositive();
            assertThat(status.path("xray").path("running").asBoolean()).isTrue();
            assertThat(status.path("mtproto").isObject()).isTrue();
        }
    }

    @Test
    void a_fleet_without_a_core_stops_with_unanswered_reports() throws Exception {
        Fleet fleet = Fleet.start(settings(1, 4, Duration.ofMillis(100)), core.address());
        await().until(() -> !fleet.acknowledged().usage().isEmpty());

        core.close();
        fleet.close();

        Totals.Line all = fleet.totals().all();
        assertThat(all.unanswered()).isPositive();
        assertThat(all.sent()).isEqualTo(all.acknowledged() + all.refused() + all.unanswered());
        assertThat(Collections.disjoint(
                        core.acknowledged().usage().keySet(),
                        fleet.acknowledged().usage().keySet()))
                .isFalse();
    }

    private FleetSettings settings(int nodes, int users) {
        return settings(nodes, users, Duration.ofSeconds(30));
    }

    private FleetSettings settings(int nodes, int users, Duration stopTimeout) {
        return new FleetSettings("test", stateFile(), nodes, users, 1, 42, "127.0.0.1", BUSY, stopTimeout);
    }

    private Path stateFile() {
        return folder.resolve("agents.json");
    }
}
