package io.nodecore.gateway.rules;

import io.nodecore.proto.OutboundUsageItem;
import io.nodecore.proto.ReportOutboundUsageRequest;

/** Bytes by the tag of an Xray outbound. */
public final class OutboundUsageRules implements ReportRules<ReportOutboundUsageRequest> {

    @Override
    public ReportOutboundUsageRequest canonical(ReportOutboundUsageRequest request, Violations violations) {
        Place usage = Place.request(violations);
        for (int i = 0; i < request.getItemsCount() && !violations.isFull(); i++) {
            OutboundUsageItem reported = request.getItems(i);
            Place item = usage.in("items", i);
            item.text("tag", reported.getTag(), TextLimits.OUTBOUND_TAG);
            item.bytes("bytesUp", reported.getBytesUp());
            item.bytes("bytesDown", reported.getBytesDown());
        }
        return request;
    }
}
