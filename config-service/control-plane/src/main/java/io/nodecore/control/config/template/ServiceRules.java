package io.nodecore.control.config.template;

import io.nodecore.control.config.generator.Inbound;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.NodeProtocol;
import io.nodecore.control.fact.ServiceTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** How new templates change a node's protocols. */
final class ServiceRules {

    private ServiceRules() {}

    /**
     * Answers the node's protocols. An inbound keeps its id while its tag stays; the links on an inbound that is gone end with it.
     *
     * @param freshIds gives ids for new inbounds
     */
    static Decision<ControlFact, List<NodeProtocol>> change(
            long nodeId,
            ServiceTemplates before,
            List<NodeProtocol> protocolsBefore,
            List<Link> links,
            CheckedTemplates wanted,
            LongSupplier freshIds) {
        Map<String, Long> ids = protocolsBefore.stream().collect(Collectors.toMap(NodeProtocol::tag, NodeProtocol::id));
        List<NodeProtocol> protocols = new ArrayList<>();
        for (Inbound inbound : wanted.inbounds()) {
            Long known = ids.get(inbound.tag());
            long id = known == null ? freshIds.getAsLong() : known;
            protocols.add(new NodeProtocol(id, nodeId, inbound.tag(), inbound.protocol()));
        }
        if (wanted.templates().equals(before) && Set.copyOf(protocols).equals(Set.copyOf(protocolsBefore))) {
            return Decision.of(protocols);
        }
        Set<Long> kept = protocols.stream().map(NodeProtocol::id).collect(Collectors.toSet());
        List<ControlFact> facts = new ArrayList<>();
        links.stream()
                .filter(link -> !kept.contains(link.nodeProtocolId()))
                .forEach(link -> facts.add(new LinkFact.Deleted(link)));
        facts.add(new NodeFact.ServicesChanged(nodeId, wanted.templates(), protocols));
        return new Decision<>(protocols, facts);
    }
}
