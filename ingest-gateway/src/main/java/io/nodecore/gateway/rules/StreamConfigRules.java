package io.nodecore.gateway.rules;

import io.nodecore.proto.StreamConfigRequest;

/** The rules of a StreamConfig request. */
public final class StreamConfigRules implements ReportRules<StreamConfigRequest> {

    @Override
    public StreamConfigRequest canonical(StreamConfigRequest request, Violations violations) {
        Place.request(violations).notNegative("fromRevision", request.getFromRevision());
        return request;
    }
}
