package io.nodecore.gateway.rules;

import io.nodecore.proto.HeartbeatRequest;

/** Revision 0 is what a node without any config has. */
public final class HeartbeatRules implements ReportRules<HeartbeatRequest> {

    @Override
    public void check(HeartbeatRequest request, Violations violations) {
        Place heartbeat = Place.request(violations);
        heartbeat.notNegative("revision", request.getRevision());
        if (request.hasIp()) {
            heartbeat.address("ip", request.getIp());
        }
    }
}
