package io.nodecore.presence.online;

import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.util.LinkedHashMap;
import java.util.Map;

/** Folds reports to one newest {@code received-at} per presence key, so that a key is written once however often it was reported. */
final class OnlineFold {

    private static final int KEYS_OF_USER = 2;
    private static final int MOST_ROOM = 100_000;

    private final Map<String, Long> newest;

    /**
     * @param users expected number of users in all reports: a map that grows step by step moves its keys each time. The initial size has a
     *     maximum, because reports often name the same users
     */
    OnlineFold(long users) {
        this.newest = LinkedHashMap.newLinkedHashMap((int) Math.min(MOST_ROOM, KEYS_OF_USER * users));
    }

    void add(Long receivedAtMs, OnlineUsersReported report) {
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
