package io.nodecore.gateway.rules;

import io.nodecore.proto.WatchConfigRequest;

/** The rules of a WatchConfig request. */
public final class WatchRules implements ReportRules<WatchConfigRequest> {

    @Override
    public WatchConfigRequest canonical(WatchConfigRequest request, Violations violations) {
        Place.request(violations).notNegative("revision", request.getRevision());
        return request;
    }
}
