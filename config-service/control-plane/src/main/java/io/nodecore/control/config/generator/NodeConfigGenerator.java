package io.nodecore.control.config.generator;

import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.link.LinkTable.ServedLink;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.inbound.InboundClients;
import io.nodecore.nodeconfig.inbound.InboundDefaults;
import io.nodecore.nodeconfig.inbound.OpenInbounds;
import io.nodecore.nodeconfig.inbound.XrayStats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generates the content of a node's config. Pure: the same templates and links give the same text, so that a revision changes only if the
 * content does.
 */
public final class NodeConfigGenerator {

    private NodeConfigGenerator() {}

    /**
     * @param protocols the node's inbounds
     * @param links the active links on them, in the order of their creation
     */
    public static NodeContent content(
            ServiceTemplates templates, List<NodeProtocol> protocols, List<ServedLink> links) {
        Map<Long, List<UUID>> uuids = links.stream()
                .collect(Collectors.groupingBy(
                        served -> served.link().nodeProtocolId(),
                        Collectors.mapping(served -> served.link().uuid(), Collectors.toList())));
        Map<String, NodeProtocol> byTag =
                protocols.stream().collect(Collectors.toMap(NodeProtocol::tag, protocol -> protocol));
        ObjectNode services = (ObjectNode) CanonicalJson.json.readTree(templates.json());
        services.remove("xrayVersion");
        for (JsonNode service : services) {
            int index = 0;
            for (JsonNode inbound : service.path("inbounds")) {
                InboundDefaults.leaveOutEmptyListen((ObjectNode) inbound);
                NodeProtocol protocol = byTag.get(inbound.path("tag").asString());
                if (protocol != null) {
                    fill((ObjectNode) inbound, index, protocol, uuids.getOrDefault(protocol.id(), List.of()));
                }
                index++;
            }
        }
        if (services.get("xray") instanceof ObjectNode xray) {
            XrayStats.put(xray);
        }
        return new NodeContent(
                clientMap(protocols, links, false), clientMap(protocols, links, true), CanonicalJson.text(services));
    }

    private static void fill(ObjectNode inbound, int index, NodeProtocol protocol, List<UUID> links) {
        InboundDefaults.fill(inbound, protocol.protocol());
        InboundClients.put(inbound, protocol.protocol(), links);
        if (links.isEmpty()) {
            OpenInbounds.close(inbound, protocol.protocol(), index);
        }
    }

    private static String clientMap(List<NodeProtocol> protocols, List<ServedLink> links, boolean ofMtproto) {
        Map<Long, VpnProtocol> kinds = new HashMap<>();
        protocols.forEach(protocol -> kinds.put(protocol.id(), protocol.protocol()));
        ObjectNode map = CanonicalJson.json.createObjectNode();
        for (ServedLink served : links) {
            VpnProtocol kind = kinds.get(served.link().nodeProtocolId());
            if (kind != null && (kind == VpnProtocol.MTPROTO) == ofMtproto) {
                map.putObject(served.link().uuid().toString())
                        .put("userId", served.userId())
                        .put("subscriptionId", served.link().subscriptionId());
            }
        }
        return CanonicalJson.text(map);
    }
}
