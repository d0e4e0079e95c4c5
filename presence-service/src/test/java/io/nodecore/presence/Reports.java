package io.nodecore.presence;

import io.nodecore.journal.FactHeaders;
import io.nodecore.presence.projection.ReceivedFact;
import io.nodecore.schemas.facts.OnlineIp;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.util.UUID;

/** Online reports for tests. */
public final class Reports {

    private Reports() {}

    public static OnlineUser user(long userId, long nodeProtocolId, String... ips) {
        OnlineUser.Builder user = OnlineUser.newBuilder().setUserId(userId).setNodeProtocolId(nodeProtocolId);
        for (String ip : ips) {
            // What Xray knows is often old; nobody may take it for a sign of life.
            user.addIps(OnlineIp.newBuilder().setIp(ip).setLastSeen(1));
        }
        return user.build();
    }

    public static OnlineUsersReported of(OnlineUser... users) {
        OnlineUsersReported.Builder report = OnlineUsersReported.newBuilder();
        for (OnlineUser user : users) {
            report.addUsers(user);
        }
        return report.build();
    }

    public static <F> ReceivedFact<F> received(long nodeId, long receivedAtMs, F fact) {
        return new ReceivedFact<>(headers(nodeId, receivedAtMs), fact);
    }

    public static FactHeaders headers(long nodeId, long receivedAtMs) {
        String eventId = UUID.randomUUID().toString();
        return new FactHeaders(eventId, nodeId, receivedAtMs, eventId);
    }
}
