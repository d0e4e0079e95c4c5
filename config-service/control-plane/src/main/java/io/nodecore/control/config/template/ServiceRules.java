package io.nodecore.control.config.template;

import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.inbound.Inbound;
import io.nodecore.nodeconfig.template.CheckedTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** How new templates change the protocols and links of a node. */
final class ServiceRules {

    private ServiceRules() {}

    /**
     * An inbound keeps its id and its links if its tag stays or is renamed. The links of a removed inbound are deleted, and so are those of
     * an inbound that becomes wireguard, which has no clients.
     *
     * @param freshIds supplies ids for new inbounds
     */
    static ServiceChange change(
            long nodeId,
            ServiceTemplates before,
            List<NodeProtocol> protocolsBefore,
            List<Link> links,
            CheckedTemplates wanted,
            LongSupplier freshIds) {
        Map<String, Long> kept = wanted.renames().keptIds(protocolsBefore, wanted.inbounds());
        List<NodeProtocol> protocols = new ArrayList<>();
        for (Inbound inbound : wanted.inbounds()) {
            Long known = kept.get(inbound.tag());
            long id = known == null ? freshIds.getAsLong() : known;
            protocols.add(new NodeProtocol(id, nodeId, inbound.tag(), inbound.protocol()));
        }
        Map<Long, String> tagsBefore =
                protocolsBefore.stream().collect(Collectors.toMap(NodeProtocol::id, NodeProtocol::tag));
        Map<Long, String> tagsWithLinks = protocols.stream()
                .filter(protocol -> protocol.protocol() != VpnProtocol.WIREGUARD)
                .collect(Collectors.toMap(NodeProtocol::id, NodeProtocol::tag));
        List<Link> lost = links.stream()
                .filter(link -> !tagsWithLinks.containsKey(link.nodeProtocolId()))
                .toList();
        List<Link> stay = links.stream()
                .filter(link -> tagsWithLinks.containsKey(link.nodeProtocolId()))
                .toList();
        List<ControlFact> facts = new ArrayList<>();
        boolean same =
                wanted.templates().equals(before) && Set.copyOf(protocols).equals(Set.copyOf(protocolsBefore));
        if (!same) {
            lost.forEach(link -> facts.add(new LinkFact.Deleted(link)));
            facts.add(new NodeFact.ServicesChanged(nodeId, wanted.templates(), protocols));
        }
        return new ServiceChange(
                protocols, counted(stay, tagsWithLinks), same ? new TreeMap<>() : counted(lost, tagsBefore), facts);
    }

    private static SortedMap<String, Long> counted(List<Link> links, Map<Long, String> tags) {
        SortedMap<String, Long> counts = new TreeMap<>();
        links.forEach(link -> counts.merge(
                tags.getOrDefault(link.nodeProtocolId(), Long.toString(link.nodeProtocolId())), 1L, Long::sum));
        return counts;
    }
}
