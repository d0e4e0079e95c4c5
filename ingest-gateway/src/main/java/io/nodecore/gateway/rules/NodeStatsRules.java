package io.nodecore.gateway.rules;

import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.SystemStats;

/** Every part of a snapshot may be absent; what is there must be a measure. */
public final class NodeStatsRules implements ReportRules<ReportNodeStatsRequest> {

    @Override
    public void check(ReportNodeStatsRequest request, Violations violations) {
        Place stats = Place.request(violations);
        checkSystem(stats.in("system"), request.getSystem());
        stats.in("xray").notNegative("uptimeSeconds", request.getXray().getUptimeSeconds());
        if (!request.getMtprotoJson().isEmpty()) {
            stats.jsonObject("mtprotoJson", request.getMtprotoJson(), TextLimits.MTPROTO_STATUS);
        }
    }

    private static void checkSystem(Place system, SystemStats reported) {
        system.notNegative("uptimeSeconds", reported.getUptimeSeconds());
        system.measure("cpuPercent", reported.getCpuPercent());
        system.notNegative("cpuCores", reported.getCpuCores());
        system.notNegative("ramUsed", reported.getRamUsed());
        system.notNegative("ramTotal", reported.getRamTotal());
        system.notNegative("diskUsed", reported.getDiskUsed());
        system.notNegative("diskTotal", reported.getDiskTotal());
        system.measure("netRxPerSec", reported.getNetRxPerSec());
        system.measure("netTxPerSec", reported.getNetTxPerSec());
        system.notNegative("netRxTotal", reported.getNetRxTotal());
        system.notNegative("netTxTotal", reported.getNetTxTotal());
    }
}
