package io.nodecore.gateway.rules;

import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.ReportOnlineUsersRequest;
import org.jspecify.annotations.Nullable;

/** The users who are connected now, and their addresses. An unreadable address is omitted; its user is still online. */
public final class OnlineUsersRules implements ReportRules<ReportOnlineUsersRequest> {

    @Override
    public ReportOnlineUsersRequest canonical(ReportOnlineUsersRequest request, Violations violations) {
        ReportOnlineUsersRequest.@Nullable Builder respelled = null;
        Place report = Place.request(violations);
        for (int i = 0; i < request.getUsersCount() && !violations.isFull(); i++) {
            OnlineUser reported = request.getUsers(i);
            Place user = report.in("users", i);
            user.id("userId", reported.getUserId());
            user.id("nodeProtocolId", reported.getNodeProtocolId());
            OnlineUser canonical = withCanonicalIps(reported, user, violations);
            if (canonical != reported) {
                respelled = respelled == null ? request.toBuilder() : respelled;
                respelled.setUsers(i, canonical);
            }
        }
        return respelled == null ? request : respelled.build();
    }

    private static OnlineUser withCanonicalIps(OnlineUser reported, Place user, Violations violations) {
        OnlineUser.@Nullable Builder respelled = null;
        for (int i = 0; i < reported.getIpsCount() && !violations.isFull(); i++) {
            OnlineIp seen = reported.getIps(i);
            Place place = user.in("ips", i);
            place.notNegative("lastSeen", seen.getLastSeen());
            String ip = place.readableAddress(seen.getIp());
            if (respelled == null && !seen.getIp().equals(ip)) {
                respelled = reported.toBuilder()
                        .clearIps()
                        .addAllIps(reported.getIpsList().subList(0, i));
            }
            if (respelled != null && ip != null) {
                respelled.addIps(seen.toBuilder().setIp(ip));
            }
        }
        return respelled == null ? reported : respelled.build();
    }
}
