package io.nodecore.gateway.rules;

import io.nodecore.proto.WatchConfigRequest;

/** What an agent says it has. */
public final class WatchRules implements ReportRules<WatchConfigRequest> {

    @Override
    public void check(WatchConfigRequest request, Violations violations) {
        Place.request(violations).notNegative("revision", request.getRevision());
    }
}
