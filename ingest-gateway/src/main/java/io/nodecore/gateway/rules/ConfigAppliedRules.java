package io.nodecore.gateway.rules;

import io.nodecore.proto.ConfirmConfigAppliedRequest;

/** Revision 0, the config of a node without any, can be applied too. */
public final class ConfigAppliedRules implements ReportRules<ConfirmConfigAppliedRequest> {

    @Override
    public ConfirmConfigAppliedRequest canonical(ConfirmConfigAppliedRequest request, Violations violations) {
        Place.request(violations).notNegative("revision", request.getRevision());
        return request;
    }
}
