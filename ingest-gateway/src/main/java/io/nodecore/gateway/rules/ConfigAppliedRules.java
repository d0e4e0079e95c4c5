package io.nodecore.gateway.rules;

import io.nodecore.proto.ConfirmConfigAppliedRequest;

/** A confirmation may name revision 0, the config of a node that has none. */
public final class ConfigAppliedRules implements ReportRules<ConfirmConfigAppliedRequest> {

    @Override
    public ConfirmConfigAppliedRequest canonical(ConfirmConfigAppliedRequest request, Violations violations) {
        Place.request(violations).notNegative("revision", request.getRevision());
        return request;
    }
}
