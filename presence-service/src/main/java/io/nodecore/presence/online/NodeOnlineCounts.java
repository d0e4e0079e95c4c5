package io.nodecore.presence.online;

import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The value of {@code node:{nodeId}:online}: how many users are connected to a node, by its newest report.
 *
 * @param users distinct users
 * @param protocols distinct users by node protocol id; a user of two protocols counts in both
 */
record NodeOnlineCounts(long receivedAtMs, int users, Map<Long, Integer> protocols) {

    static NodeOnlineCounts of(long receivedAtMs, OnlineUsersReported report) {
        Set<Long> users = HashSet.newHashSet(report.getUsersCount());
        Map<Long, Set<Long>> ofProtocols = new TreeMap<>();
        for (OnlineUser user : report.getUsersList()) {
            users.add(user.getUserId());
            ofProtocols
                    .computeIfAbsent(user.getNodeProtocolId(), _ -> new HashSet<>())
                    .add(user.getUserId());
        }
        Map<Long, Integer> protocols = new TreeMap<>();
        ofProtocols.forEach((protocol, ofProtocol) -> protocols.put(protocol, ofProtocol.size()));
        return new NodeOnlineCounts(receivedAtMs, users.size(), protocols);
    }

    /** Numbers only, so nothing needs an escape. */
    String json() {
        StringBuilder json = new StringBuilder("{\"receivedAtMs\":")
                .append(receivedAtMs)
                .append(",\"users\":")
                .append(users)
                .append(",\"protocols\":{");
        String separator = "";
        for (Map.Entry<Long, Integer> protocol : protocols.entrySet()) {
            json.append(separator)
                    .append('"')
                    .append(protocol.getKey())
                    .append("\":")
                    .append(protocol.getValue());
            separator = ",";
        }
        return json.append("}}").toString();
    }
}
