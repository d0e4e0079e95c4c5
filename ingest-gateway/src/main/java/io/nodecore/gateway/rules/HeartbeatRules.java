package io.nodecore.gateway.rules;

import io.nodecore.proto.HeartbeatRequest;

/** Revision 0 is that of a node without a config. An unreadable address is omitted. */
public final class HeartbeatRules implements ReportRules<HeartbeatRequest> {

    @Override
    public HeartbeatRequest canonical(HeartbeatRequest request, Violations violations) {
        Place heartbeat = Place.request(violations);
        heartbeat.notNegative("revision", request.getRevision());
        if (!request.hasIp()) {
            return request;
        }
        String ip = heartbeat.optionalAddress(request.getIp());
        if (ip == null) {
            return request.toBuilder().clearIp().build();
        }
        return ip.equals(request.getIp())
                ? request
                : request.toBuilder().setIp(ip).build();
    }
}
