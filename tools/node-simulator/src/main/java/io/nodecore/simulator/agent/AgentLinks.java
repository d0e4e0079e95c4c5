package io.nodecore.simulator.agent;

import io.nodecore.simulator.core.NodeConfig;
import io.nodecore.simulator.traffic.Link;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Finds the links in a config: the client maps give the user of a UUID, and the inbound whose settings contain the UUID gives its node
 * protocol.
 */
final class AgentLinks {

    private AgentLinks() {}

    /** @param protocolIds inbound tag → node protocol id; inbounds with other tags are left out */
    static List<Link> in(NodeConfig config, Map<String, Long> protocolIds) {
        List<Link> links = new ArrayList<>();
        JsonNode services = config.services();
        collect(services.path("xray").path("inbounds"), config.clientMap(), protocolIds, "", links);
        collect(services.path("mtproto").path("inbounds"), config.mtprotoClientMap(), protocolIds, "mtproto", links);
        return links;
    }

    private static void collect(
            JsonNode inbounds, JsonNode owners, Map<String, Long> protocolIds, String protocol, List<Link> links) {
        for (JsonNode inbound : inbounds) {
            Long protocolId = protocolIds.get(inbound.path("tag").asString(""));
            if (protocolId == null) {
                continue;
            }
            Set<String> uuids = new HashSet<>();
            collectTexts(inbound, uuids);
            for (String uuid : uuids) {
                JsonNode owner = owners.path(uuid);
                if (owner.isObject()) {
                    links.add(new Link(
                            uuid,
                            owner.path("userId").asLong(),
                            owner.path("subscriptionId").asLong(0),
                            protocolId,
                            inbound.path("protocol").asString(protocol)));
                }
            }
        }
    }

    private static void collectTexts(JsonNode node, Set<String> texts) {
        if (node.isString()) {
            texts.add(node.asString());
        } else {
            node.values().forEach(inner -> collectTexts(inner, texts));
            // A secret may be the value of its UUID.
            node.propertyNames().forEach(texts::add);
        }
    }
}
