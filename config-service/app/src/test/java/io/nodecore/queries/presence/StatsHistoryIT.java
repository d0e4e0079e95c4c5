package io.nodecore.queries.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.nodecore.configservice.RunningControl;
import io.nodecore.testkit.SharedServers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** History as presence-service leaves it in Redis, and usage-aggregator in Postgres. */
class StatsHistoryIT {

    private static final Instant HOUR = Instant.parse("2026-11-01T10:00:00Z");

    private final RunningControl control = RunningControl.get();
    private final long nodeId = control.newNode().getNodeId();
    private final RedisClient client = RedisClient.create(SharedServers.redis().url());
    private final RedisCommands<String, String> redis = client.connect().sync();

    @AfterEach
    void leave_nothing() {
        redis.flushall();
        client.shutdown();
    }

    @Test
    void every_step_has_points_of_one_shape() {
        long at = HOUR.toEpochMilli();
        redis.zadd(
                "node:" + nodeId + ":stats:history",
                at,
                "{\"t\":%d,\"cpu\":12.5,\"ram\":7,\"disk\":8,\"rx\":1.5,\"tx\":null,\"xray\":true}"
                        .formatted(at + 900));
        redis.zadd("node:" + nodeId + ":stats:history:minutes", at, """
                {"t":%d,"n":30,"cpu":[1.0,2.0,3.0],"ram":[7.0,7.0,7.0],"disk":[8.0,8.0,8.0],"rx":[1.5,1.5,1.5],"tx":null,"xray":0.5}
                """.formatted(at));
        control.jdbc().sql("""
                create table if not exists public.node_stats_hours (
                    node_id bigint, hour timestamptz, reports bigint, xray_running bigint,
                    cpu_min numeric, cpu_mean numeric, cpu_max numeric, ram_min numeric, ram_mean numeric, ram_max numeric,
                    disk_min numeric, disk_mean numeric, disk_max numeric, rx_min numeric, rx_mean numeric, rx_max numeric,
                    tx_min numeric, tx_mean numeric, tx_max numeric)
                """).update();
        control.jdbc().sql("""
                insert into public.node_stats_hours values
                    (?, timestamptz '2026-11-01T10:00Z', 4, 1, 1, 2.5, 3, 7, 7, 7, 8, 8, 8, 1.5, 1.5, 1.5, null, null, null)
                """).param(nodeId).update();

        String figures = "\"ramUsed\":{\"min\":7.0,\"mean\":7.0,\"max\":7.0},"
                + "\"diskUsed\":{\"min\":8.0,\"mean\":8.0,\"max\":8.0},"
                + "\"netRxPerSec\":{\"min\":1.5,\"mean\":1.5,\"max\":1.5},\"netTxPerSec\":null,\"xrayRunning\":";
        assertThat(history("2s").toString())
                .isEqualTo(
                        ("{\"nodeId\":%d,\"step\":\"2s\",\"points\":[{\"time\":\"2026-11-01T10:00:00Z\",\"reports\":1,"
                                        + "\"cpuPercent\":{\"min\":12.5,\"mean\":12.5,\"max\":12.5},%s1.0}]}")
                                .formatted(nodeId, figures));
        assertThat(history("1m").at("/points/0").toString())
                .isEqualTo("{\"time\":\"2026-11-01T10:00:00Z\",\"reports\":30,"
                        + "\"cpuPercent\":{\"min\":1.0,\"mean\":2.0,\"max\":3.0}," + figures + "0.5}");
        assertThat(history("1h").at("/points/0").toString())
                .isEqualTo("{\"time\":\"2026-11-01T10:00:00Z\",\"reports\":4,"
                        + "\"cpuPercent\":{\"min\":1.0,\"mean\":2.5,\"max\":3.0}," + figures + "0.25}");
    }

    @Test
    void a_range_begins_with_from_and_ends_before_to() {
        for (int minute = -1; minute <= 3; minute++) {
            long at = HOUR.plusSeconds(60L * minute).toEpochMilli();
            redis.zadd("node:" + nodeId + ":stats:history:minutes", at, "{\"t\":%d,\"n\":1}".formatted(at));
        }
        JsonNode points = control.get("/admin/nodes/" + nodeId
                        + "/stats-history?step=1m&from=2026-11-01T12:00:00%2B02:00&to=2026-11-01T10:02:00Z")
                .body()
                .get("points");
        assertThat(points.findValuesAsString("time")).containsExactly("2026-11-01T10:00:00Z", "2026-11-01T10:01:00Z");
    }

    @Test
    void unknown_nodes_and_bad_input_are_refused() {
        assertThat(control.get("/admin/nodes/999999/stats-history").status()).isEqualTo(404);
        for (String bad : new String[] {"step=5m", "from=x", "from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z"}) {
            var answer = control.get("/admin/nodes/" + nodeId + "/stats-history?" + bad);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.body().get("violations").isEmpty()).as(bad).isFalse();
        }
        assertThat(control.get("/admin/nodes/" + nodeId + "/stats-history")
                        .body()
                        .get("points")
                        .isEmpty())
                .isTrue();
    }

    private JsonNode history(String step) {
        return control.get("/admin/nodes/" + nodeId + "/stats-history?step=" + step
                        + "&from=2026-11-01T10:00:00Z&to=2026-11-01T11:00:00Z")
                .body();
    }
}
