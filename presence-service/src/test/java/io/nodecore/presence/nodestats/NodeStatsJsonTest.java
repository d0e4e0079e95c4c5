package io.nodecore.presence.nodestats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.SystemStats;
import io.nodecore.schemas.facts.XrayStats;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NodeStatsJsonTest {

    private static final long AT = Instant.parse("2026-11-23T10:00:00.250Z").toEpochMilli();

    private final NodeStatsJson json = new NodeStatsJson();

    @Test
    void a_snapshot_has_the_names_of_the_contract() {
        String snapshot = json.snapshot(
                7,
                AT,
                NodeStatsReported.newBuilder()
                        .setSystem(SystemStats.newBuilder()
                                .setUptimeSeconds(100)
                                .setCpuPercent(12.5)
                                .setCpuCores(2)
                                .setRamUsed(1)
                                .setRamTotal(2)
                                .setDiskUsed(3)
                                .setDiskTotal(4)
                                .setNetRxPerSec(5.5)
                                .setNetTxPerSec(6.5)
                                .setNetRxTotal(7)
                                .setNetTxTotal(8))
                        .setXray(XrayStats.newBuilder().setRunning(true).setUptimeSeconds(90))
                        .setMtprotoJson("{\"mt\":{\"running\":true,\"users\":3}}")
                        .build());

        assertThat(read(snapshot)).isEqualTo(read("""
                {"nodeId":7,"receivedAt":"2026-11-23T10:00:00.250Z",
                 "system":{"uptimeSeconds":100,"cpuPercent":12.5,"cpuCores":2,"ramUsed":1,"ramTotal":2,"diskUsed":3,"diskTotal":4,
                           "netRxPerSec":5.5,"netTxPerSec":6.5,"netRxTotal":7,"netTxTotal":8},
                 "xray":{"running":true,"uptimeSeconds":90},
                 "mtproto":{"mt":{"running":true,"users":3}}}
                """));
    }

    @Test
    void xray_without_uptime_has_no_such_field() {
        JsonNode xray = read(json.snapshot(
                        7,
                        AT,
                        NodeStatsReported.newBuilder()
                                .setXray(XrayStats.newBuilder())
                                .build()))
                .get("xray");

        assertThat(xray).isEqualTo(read("{\"running\":false}"));
    }

    @Test
    void unreadable_mtproto_json_and_figures_that_are_no_numbers_become_null() {
        JsonNode snapshot = read(json.snapshot(
                7,
                AT,
                NodeStatsReported.newBuilder()
                        .setSystem(SystemStats.newBuilder().setCpuPercent(Double.NaN))
                        .setMtprotoJson("{not json")
                        .build()));

        assertThat(snapshot.get("mtproto").isNull()).isTrue();
        assertThat(snapshot.get("system").get("cpuPercent").isNull()).isTrue();
        assertThat(snapshot.get("xray").isNull()).isTrue();
    }

    private static JsonNode read(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
