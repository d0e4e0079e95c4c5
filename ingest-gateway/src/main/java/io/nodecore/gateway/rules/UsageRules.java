package io.nodecore.gateway.rules;

import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.UsageEntry;
import org.jspecify.annotations.Nullable;

/** A minute may be hours in the past and its bytes very many: a long connection is counted when it closes. */
public final class UsageRules implements ReportRules<ReportUsageRequest> {

    @Override
    public ReportUsageRequest canonical(ReportUsageRequest request, Violations violations) {
        ReportUsageRequest.@Nullable Builder respelled = null;
        ReportTimes.Reader times = new ReportTimes.Reader();
        Place usage = Place.request(violations);
        for (int i = 0; i < request.getEntriesCount() && !violations.isFull(); i++) {
            UsageEntry reported = request.getEntries(i);
            Place entry = usage.in("entries", i);
            entry.id("userId", reported.getUserId());
            if (reported.hasSubscriptionId()) {
                entry.id("subscriptionId", reported.getSubscriptionId());
            }
            entry.id("nodeProtocolId", reported.getNodeProtocolId());
            entry.bytes("bytesUp", reported.getBytesUp());
            entry.bytes("bytesDown", reported.getBytesDown());
            String time = entry.time("recordedAt", reported.getRecordedAt(), times);
            if (!time.equals(reported.getRecordedAt())) {
                respelled = respelled == null ? request.toBuilder() : respelled;
                respelled.setEntries(i, reported.toBuilder().setRecordedAt(time));
            }
        }
        return respelled == null ? request : respelled.build();
    }
}
