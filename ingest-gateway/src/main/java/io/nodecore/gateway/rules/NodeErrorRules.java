package io.nodecore.gateway.rules;

import io.nodecore.proto.ReportErrorRequest;

/** An error has a message; code and details are the agent's own. */
public final class NodeErrorRules implements ReportRules<ReportErrorRequest> {

    @Override
    public void check(ReportErrorRequest request, Violations violations) {
        Place error = Place.request(violations);
        error.text("message", request.getMessage(), TextLimits.ERROR_MESSAGE);
        if (request.hasCode()) {
            error.optionalText("code", request.getCode(), TextLimits.ERROR_CODE);
        }
        if (request.hasDetailsJson()) {
            error.jsonObject("details", request.getDetailsJson(), TextLimits.ERROR_DETAILS);
        }
    }
}
