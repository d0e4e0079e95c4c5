package io.nodecore.presence.online;

import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.util.LinkedHashMap;
import java.util.Map;

/** Folds reports to one newest {@code received-at} per presence key, so that a key is written once however often it was reported. */
final class OnlineFold {

    private final Map<String, Long> newest = new LinkedHashMap<>();

    void add(long receivedAtMs, OnlineUsersReported report) {
        for (OnlineUser user : report.getUsersList()) {
            newest.merge(OnlineKeys.ofUser(user.getUserId()), receivedAtMs, Math::max);
            newest.merge(OnlineKeys.ofInbound(user.getNodeProtocolId(), user.getUserId()), receivedAtMs, Math::max);
        }
    }

    /** Key to Unix milliseconds. */
    Map<String, Long> newest() {
        return newest;
    }
}
