package io.nodecore.gateway.rules;

import io.nodecore.proto.ReportErrorRequest;

/** An error must have a message; code and details are defined by the agent. */
public final class NodeErrorRules implements ReportRules<ReportErrorRequest> {

    @Override
    public ReportErrorRequest canonical(ReportErrorRequest request, Violations violations) {
        boolean hasCode = !request.getCode().isEmpty();
        boolean hasDetails = !request.getDetailsJson().isEmpty();
        Place error = Place.request(violations);
        error.text("message", request.getMessage(), TextLimits.ERROR_MESSAGE);
        if (hasCode) {
            error.optionalText("code", request.getCode(), TextLimits.ERROR_CODE);
        }
        if (hasDetails) {
            error.jsonObject("details", request.getDetailsJson(), TextLimits.ERROR_DETAILS);
        }
        if (hasCode == request.hasCode() && hasDetails == request.hasDetailsJson()) {
            return request;
        }
        ReportErrorRequest.Builder canonical = request.toBuilder();
        if (!hasCode) {
            canonical.clearCode();
        }
        if (!hasDetails) {
            canonical.clearDetailsJson();
        }
        return canonical.build();
    }
}
