package io.nodecore.control.config.revision;

import io.nodecore.control.config.generator.NodeConfigGenerator;
import io.nodecore.control.decision.Consequences;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.TokenFact;
import io.nodecore.control.fact.UserFact;
import io.nodecore.control.link.LinkTable;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.node.NodeTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Publishes new revisions of the nodes that a decision affects: one per node, however many facts affect it. */
public final class RevisionConsequences implements Consequences<ControlFact> {

    private final NodeTable nodes;
    private final NodeProtocolTable protocols;
    private final LinkTable links;
    private final RevisionTable revisions;

    public RevisionConsequences(
            NodeTable nodes, NodeProtocolTable protocols, LinkTable links, RevisionTable revisions) {
        this.nodes = nodes;
        this.protocols = protocols;
        this.links = links;
        this.revisions = revisions;
    }

    @Override
    public List<NodeFact.RevisionPublished> of(List<ControlFact> facts, String cause, Instant now) {
        List<NodeFact.RevisionPublished> published = new ArrayList<>();
        for (long nodeId : touched(facts)) {
            RevisionRules.next(nodeId, revisions.latest(nodeId), content(nodeId, now), cause)
                    .ifPresent(published::add);
        }
        return published;
    }

    /** The content of a node's config at a time, from the current tables. */
    public NodeContent content(long nodeId, Instant at) {
        return NodeConfigGenerator.content(nodes.templates(nodeId), protocols.ofNode(nodeId), links.served(nodeId, at));
    }

    private SortedSet<Long> touched(List<ControlFact> facts) {
        SortedSet<Long> nodeIds = new TreeSet<>();
        SortedSet<Long> changedSubscriptions = new TreeSet<>();
        SortedSet<Long> changedUsers = new TreeSet<>();
        SortedSet<Long> deletedNodes = new TreeSet<>();
        for (ControlFact fact : facts) {
            switch (fact) {
                case NodeFact.ServicesChanged changed -> nodeIds.add(changed.nodeId());
                case NodeFact.Deleted deleted -> deletedNodes.add(deleted.nodeId());
                case LinkFact link -> nodeIds.add(link.link().nodeId());
                case SubscriptionFact.Changed changed -> changedSubscriptions.add(changed.subscriptionId());
                case SubscriptionFact.Expired expired -> changedSubscriptions.add(expired.subscriptionId());
                case SubscriptionFact.LimitReached reached -> changedSubscriptions.add(reached.subscriptionId());
                case SubscriptionFact.Reset reset
                when reset.resumed() -> changedSubscriptions.add(reset.subscriptionId());
                case SubscriptionFact.Reset f -> {}
                case UserFact.Changed changed -> changedUsers.add(changed.user().id());
                case NodeFact.Registered f -> {}
                case NodeFact.Changed f -> {}
                case NodeFact.KeyIssued f -> {}
                case NodeFact.KeyAnnounced f -> {}
                case NodeFact.KeyRetired f -> {}
                case NodeFact.KeyRevoked f -> {}
                case NodeFact.MultipliersChanged f -> {}
                case NodeFact.RevisionPublished f -> {}
                case NodeFact.WentOffline f -> {}
                case CodeFact f -> {}
                case TokenFact f -> {}
                case SubscriptionFact.Created f -> {}
                case SubscriptionFact.Deleted f -> {}
                case UserFact.Created f -> {}
                case UserFact.Deleted f -> {}
            }
        }
        if (!changedSubscriptions.isEmpty()) {
            nodeIds.addAll(links.nodesOf(changedSubscriptions));
        }
        if (!changedUsers.isEmpty()) {
            nodeIds.addAll(links.nodesOfUsers(changedUsers));
        }
        nodeIds.removeAll(deletedNodes);
        return nodeIds;
    }
}
