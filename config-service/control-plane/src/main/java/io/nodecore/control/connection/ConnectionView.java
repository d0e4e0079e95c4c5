package io.nodecore.control.connection;

import io.nodecore.control.fact.Link;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.node.NodeTable;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.connection.ConnectionRules;
import io.nodecore.nodeconfig.connection.LinkConnection;
import io.nodecore.nodeconfig.connection.ShareUri;
import io.nodecore.nodeconfig.inbound.InboundDefaults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The connections of links, from the templates and profiles of their nodes. */
public final class ConnectionView {

    /** A link with its connection, which is absent if no client can reach its inbound. */
    public record Connected(
            Link link, @Nullable String uri, @Nullable LinkConnection connection) {}

    private record Inbound(NodeProfile node, NodeProtocol protocol, JsonNode template) {}

    private final NodeTable nodes;
    private final NodeProtocolTable protocols;

    public ConnectionView(NodeTable nodes, NodeProtocolTable protocols) {
        this.nodes = nodes;
        this.protocols = protocols;
    }

    /** Reads the templates of each node only once. */
    public List<Connected> of(List<Link> links) {
        Map<Long, Map<Long, Inbound>> known = new HashMap<>();
        List<Connected> connected = new ArrayList<>();
        for (Link link : links) {
            Inbound inbound =
                    known.computeIfAbsent(link.nodeId(), this::inbounds).get(link.nodeProtocolId());
            Optional<LinkConnection> connection = inbound == null
                    ? Optional.empty()
                    : ConnectionRules.connection(
                            inbound.template(),
                            inbound.node(),
                            inbound.protocol().protocol(),
                            link.uuid());
            connected.add(new Connected(
                    link,
                    inbound == null
                            ? null
                            : connection
                                    .map(found -> ShareUri.of(found, name(inbound)))
                                    .orElse(null),
                    connection.orElse(null)));
        }
        return connected;
    }

    private static String name(Inbound inbound) {
        return inbound.node().name() + " " + inbound.protocol().tag();
    }

    private Map<Long, Inbound> inbounds(long nodeId) {
        Map<Long, Inbound> inbounds = new HashMap<>();
        Optional<NodeProfile> node = nodes.find(nodeId);
        if (node.isEmpty()) {
            return inbounds;
        }
        Map<String, ObjectNode> templates = new HashMap<>();
        for (JsonNode service :
                CanonicalJson.json.readTree(nodes.templates(nodeId).json())) {
            service.path("inbounds").forEach(inbound -> {
                if (inbound instanceof ObjectNode object) {
                    templates.put(object.path("tag").asString(""), object);
                }
            });
        }
        for (NodeProtocol protocol : protocols.ofNode(nodeId)) {
            ObjectNode template = templates.get(protocol.tag());
            if (template != null) {
                InboundDefaults.fill(template, protocol.protocol());
                inbounds.put(protocol.id(), new Inbound(node.get(), protocol, template));
            }
        }
        return inbounds;
    }
}
