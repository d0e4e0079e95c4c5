package io.nodecore.gateway.rules;

import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.UsageEntry;

/** A minute may be hours late and any amount may be large: a long connection is counted when it closes. */
public final class UsageRules implements ReportRules<ReportUsageRequest> {

    @Override
    public void check(ReportUsageRequest request, Violations violations) {
        Place usage = Place.request(violations);
        for (int i = 0; i < request.getEntriesCount() && !violations.isFull(); i++) {
            UsageEntry reported = request.getEntries(i);
            Place entry = usage.in("entries", i);
            entry.id("userId", reported.getUserId());
            if (reported.hasSubscriptionId()) {
                entry.id("subscriptionId", reported.getSubscriptionId());
            }
            entry.id("nodeProtocolId", reported.getNodeProtocolId());
            entry.notNegative("bytesUp", reported.getBytesUp());
            entry.notNegative("bytesDown", reported.getBytesDown());
            entry.time("recordedAt", reported.getRecordedAt());
        }
    }
}
