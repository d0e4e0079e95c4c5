package io.nodecore.gateway.rules;

import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.ReportOnlineUsersRequest;

/** Who is connected now, and from where. */
public final class OnlineUsersRules implements ReportRules<ReportOnlineUsersRequest> {

    @Override
    public void check(ReportOnlineUsersRequest request, Violations violations) {
        Place report = Place.request(violations);
        for (int i = 0; i < request.getUsersCount() && !violations.isFull(); i++) {
            OnlineUser reported = request.getUsers(i);
            Place user = report.in("users", i);
            user.id("userId", reported.getUserId());
            user.id("nodeProtocolId", reported.getNodeProtocolId());
            for (int j = 0; j < reported.getIpsCount() && !violations.isFull(); j++) {
                OnlineIp seen = reported.getIps(j);
                Place ip = user.in("ips", j);
                ip.address("ip", seen.getIp());
                ip.notNegative("lastSeen", seen.getLastSeen());
            }
        }
    }
}
