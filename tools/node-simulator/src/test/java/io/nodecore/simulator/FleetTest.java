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
    void everyNodeRegistersServesItsUsersAndReportsEverything() throws Exception {
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
                assertThat(fleet.books().usage()).hasSizeGreaterThan(3);
            });
            fleet.close();

            assertThat(core.control.nodeCount()).isEqualTo(3);
            assertThat(core.control.userCount()).isEqualTo(6);
            assertThat(core.control.linkCount()).isEqualTo(6 * 3);
            assertThat(core.books()).isEqualTo(fleet.books());
            assertThat(fleet.totals().all().unanswered()).isZero();
        }
    }

    @Test
    void whateverHappensToAnswersWhatWasAcknowledgedIsWhatCounted() throws Exception {
        Fate[] trouble = {
            Fate.ANSWER_LOST, Fate.ANSWERED, Fate.UNAVAILABLE, Fate.OVERLOADED, Fate.ANSWER_LOST, Fate.ANSWERED
        };
        try (Fleet fleet = Fleet.start(settings(2, 6), core.address())) {
            await().until(() -> !fleet.books().usage().isEmpty());
            for (int i = 0; i < 20; i++) {
                core.spoil(Transport.GRPC, trouble);
                core.spoil(Transport.HTTP, trouble);
            }
            long before = fleet.totals().of(ReportKind.USAGE).acknowledged();
            await().until(() -> fleet.totals().of(ReportKind.USAGE).acknowledged() > before + 10);
            fleet.close();

            assertThat(fleet.totals().repeated()).isPositive();
            assertThat(core.books()).isEqualTo(fleet.books());
            assertThat(core.arrivals().stream().map(Arrival::transport).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(Transport.values());
        }
    }

    @Test
    void aSecondRunUsesTheNodesAndUsersOfTheFirst() throws Exception {
        Fleet.start(settings(3, 4), core.address()).close();
        int links = core.control.linkCount();

        try (Fleet second = Fleet.start(settings(3, 4), core.address())) {
            await().until(() -> !second.books().usage().isEmpty());
        }

        assertThat(core.control.nodeCount()).isEqualTo(3);
        assertThat(core.control.userCount()).isEqualTo(4);
        assertThat(core.control.linkCount()).isEqualTo(links);
    }

    @Test
    void theKeysAreReadableByTheirOwnerAlone() throws Exception {
        Fleet.start(settings(1, 0), core.address()).close();

        assertThat(Files.getPosixFilePermissions(stateFile())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void twoFleetsCanNotBeTheSameNodes() throws Exception {
        try (Fleet first = Fleet.start(settings(1, 0), core.address())) {
            assertThatThrownBy(() -> Fleet.start(settings(1, 0), core.address()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another fleet uses " + stateFile());
            assertThat(first.totals().all().refused()).isZero();
        }
    }

    @Test
    void anAgentAnswersForItsRuntimeStatusWhereItRegistered() throws Exception {
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
    void aCoreThatIsGoneLeavesReportsUnansweredAndTheFleetStopsAllTheSame() throws Exception {
        Fleet fleet = Fleet.start(settings(1, 4, Duration.ofMillis(100)), core.address());
        await().until(() -> !fleet.books().usage().isEmpty());

        core.close();
        fleet.close();

        Totals.Line all = fleet.totals().all();
        assertThat(all.unanswered()).isPositive();
        assertThat(all.sent()).isEqualTo(all.acknowledged() + all.refused() + all.unanswered());
        assertThat(Collections.disjoint(
                        core.books().usage().keySet(), fleet.books().usage().keySet()))
                .isFalse();
    }

    private FleetSettings settings(int nodes, int users) {
        return settings(nodes, users, Duration.ofSeconds(30));
    }

    private FleetSettings settings(int nodes, int users, Duration patience) {
        return new FleetSettings("test", stateFile(), nodes, users, 1, 42, "127.0.0.1", BUSY, patience);
    }

    private Path stateFile() {
        return folder.resolve("agents.json");
    }
}
