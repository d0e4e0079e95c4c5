package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.nodecore.adminclient.RunFile;
import io.nodecore.embedded.FreePort;
import io.nodecore.simulator.Fleet;
import io.nodecore.simulator.FleetSettings;
import io.nodecore.simulator.ledger.ReportKind;
import io.nodecore.simulator.ledger.Verifier;
import io.nodecore.testkit.RowTexts;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default run with a fleet, killed and started again, seen from outside its process. */
class WholePathIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Test
    void a_kill_during_reports_of_a_fleet_loses_and_doubles_nothing(@TempDir Path folder) throws Exception {
        // The same ports before and after the kill, as the settings of agents contain them.
        Map<String, String> environment = Map.of(
                "HTTP_PORT", Integer.toString(FreePort.orAny(0)),
                "GRPC_PORT", Integer.toString(FreePort.orAny(0)),
                "ADMIN_PORT", Integer.toString(FreePort.orAny(0)));
        StandaloneProcess first = StandaloneProcess.start(folder, environment);
        try (Fleet fleet = Fleet.start(FleetSettings.demo(folder), DemoFleet.address(first.run()))) {
            Verifier verifier = Verifier.beforeAnything(
                    Objects.requireNonNull(DemoFleet.address(first.run()).postgres()),
                    Instant.now().minus(10, ChronoUnit.MINUTES));
            awaitNodesOnlineAndSynced(first.run());
            awaitUsage(first.run());
            awaitPresence(first.run());
            awaitOnlineEvents(first.run());

            long before = fleet.totals().all().acknowledged();
            first.kill();
            try (var second = StandaloneProcess.start(folder, environment)) {
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(fleet.totals().all().acknowledged())
                                .as("reports acknowledged after the kill")
                                .isGreaterThan(before + 50));
                fleet.close();
                // Reports of other kinds are not repeated: the next one replaces them.
                for (ReportKind kept :
                        List.of(ReportKind.USAGE, ReportKind.OUTBOUND_USAGE, ReportKind.SESSION_EVENTS)) {
                    assertThat(fleet.totals().of(kept).unanswered())
                            .as("%s reports without an answer", kept)
                            .isZero();
                }
                var postgres =
                        Objects.requireNonNull(DemoFleet.address(second.run()).postgres());
                assertThat(verifier.at(postgres).differences(fleet.acknowledged(), TIMEOUT))
                        .as("differences between the acknowledged sums and Postgres")
                        .isEmpty();
                assertThat(second.stop()).as("exit code of a stop").isIn(0, 143);
                assertThat(Files.exists(folder.resolve(".nodecore/run.json")))
                        .as("run.json after a stop")
                        .isFalse();
                assertThat(second.output()).doesNotContain("ERROR").contains("Stopped.");
            }
        }
    }

    private static void awaitNodesOnlineAndSynced(RunFile run) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(query(run, "select status || ' ' || sync_status from nodes"))
                        .isNotEmpty()
                        .allMatch("online synced"::equals));
    }

    private static void awaitUsage(RunFile run) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(query(
                                run,
                                "select (select sum(bytes_down) from usage_minutes) > 0"
                                        + " and (select sum(bytes_down) from subscription_traffic) > 0"))
                        .containsExactly("t"));
    }

    private static void awaitPresence(RunFile run) {
        RedisClient client = RedisClient.create(run.redisUrl());
        try (var connection = client.connect()) {
            var redis = connection.sync();
            await().atMost(TIMEOUT).untilAsserted(() -> {
                KeyScanCursor<String> keys =
                        redis.scan(ScanArgs.Builder.matches("online:user:*").limit(1_000));
                assertThat(keys.getKeys()).isNotEmpty();
                assertThat(keys.getKeys())
                        .allSatisfy(key -> assertThat(redis.ttl(key)).isLessThanOrEqualTo(20));
            });
        } finally {
            client.shutdown();
        }
    }

    private static void awaitOnlineEvents(RunFile run) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(TopicContent.of(run.kafkaBootstrapServers(), "events.user"))
                        .extracting(record -> new String(
                                record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                        .contains("user.online"));
    }

    private static List<String> query(RunFile run, String sql) throws SQLException {
        return RowTexts.of(StandaloneProcess.postgres(run), sql);
    }
}
