package io.nodecore.gateway.rules;

import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.SystemStats;
import io.nodecore.proto.XrayStats;

/**
 * Every part of a snapshot may be absent. A figure that is not a finite number of 0 or more does not invalidate the rest of the snapshot.
 * In the encoded form 0 and absent are the same, so an unknown figure is {@value #UNKNOWN} in the fact, or NaN if its type has a fraction;
 * readers convert it to null.
 */
public final class NodeStatsRules implements ReportRules<ReportNodeStatsRequest> {

    /** An unknown integer figure. */
    public static final int UNKNOWN = -1;

    @Override
    public ReportNodeStatsRequest canonical(ReportNodeStatsRequest request, Violations violations) {
        ReportNodeStatsRequest.Builder canonical = request.toBuilder();
        if (request.hasSystem()) {
            canonical.setSystem(canonical(request.getSystem()));
        }
        if (request.getXray().hasUptimeSeconds() && request.getXray().getUptimeSeconds() < 0) {
            canonical.setXray(XrayStats.newBuilder(request.getXray()).clearUptimeSeconds());
        }
        String mtproto = request.getMtprotoJson();
        if (mtproto.isBlank() || mtproto.strip().equals("null")) {
            canonical.clearMtprotoJson();
        } else {
            Place.request(violations).jsonObject("mtprotoJson", mtproto, TextLimits.MTPROTO_STATUS);
        }
        ReportNodeStatsRequest stats = canonical.build();
        return stats.equals(request) ? request : stats;
    }

    private static SystemStats canonical(SystemStats reported) {
        return reported.toBuilder()
                .setUptimeSeconds(figure(reported.getUptimeSeconds()))
                .setCpuPercent(figure(reported.getCpuPercent()))
                .setCpuCores(Math.max(UNKNOWN, reported.getCpuCores()))
                .setRamUsed(figure(reported.getRamUsed()))
                .setRamTotal(figure(reported.getRamTotal()))
                .setDiskUsed(figure(reported.getDiskUsed()))
                .setDiskTotal(figure(reported.getDiskTotal()))
                .setNetRxPerSec(figure(reported.getNetRxPerSec()))
                .setNetTxPerSec(figure(reported.getNetTxPerSec()))
                .setNetRxTotal(figure(reported.getNetRxTotal()))
                .setNetTxTotal(figure(reported.getNetTxTotal()))
                .build();
    }

    private static long figure(long value) {
        return Math.max(UNKNOWN, value);
    }

    private static double figure(double value) {
        return value >= 0 && value <= Double.MAX_VALUE ? value : Double.NaN;
    }
}
