package io.nodecore.gateway.rules;

import io.nodecore.proto.OutboundUsageItem;
import io.nodecore.proto.ReportOutboundUsageRequest;

/** Amounts by the tag of an Xray outbound. */
public final class OutboundUsageRules implements ReportRules<ReportOutboundUsageRequest> {

    @Override
    public void check(ReportOutboundUsageRequest request, Violations violations) {
        Place usage = Place.request(violations);
        for (int i = 0; i < request.getItemsCount() && !violations.isFull(); i++) {
            OutboundUsageItem reported = request.getItems(i);
            Place item = usage.in("items", i);
            item.text("tag", reported.getTag(), TextLimits.OUTBOUND_TAG);
            item.notNegative("bytesUp", reported.getBytesUp());
            item.notNegative("bytesDown", reported.getBytesDown());
        }
    }
}
