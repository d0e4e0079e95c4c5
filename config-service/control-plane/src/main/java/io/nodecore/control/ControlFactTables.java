package io.nodecore.control;

import io.nodecore.control.config.revision.RevisionConsequences;
import io.nodecore.control.config.revision.RevisionTable;
import io.nodecore.control.decision.FactTables;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.TokenFact;
import io.nodecore.control.fact.UserFact;
import io.nodecore.control.link.LinkTable;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.node.NodeTable;
import io.nodecore.control.node.code.CodeTable;
import io.nodecore.control.node.key.KeyTable;
import io.nodecore.control.status.NodeStatusTable;
import io.nodecore.control.subscription.SubscriptionTable;
import io.nodecore.control.token.TokenTable;
import io.nodecore.control.user.UserTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the control plane, and the facts that change each of them. */
public record ControlFactTables(
        NodeTable nodes,
        KeyTable keys,
        CodeTable codes,
        NodeProtocolTable protocols,
        UserTable users,
        SubscriptionTable subscriptions,
        LinkTable links,
        RevisionTable revisions,
        NodeStatusTable statuses,
        TokenTable tokens)
        implements FactTables<ControlFact> {

    /** The tables of the schema that this client's connections see. */
    public static ControlFactTables on(JdbcClient jdbc) {
        return new ControlFactTables(
                new NodeTable(jdbc),
                new KeyTable(jdbc),
                new CodeTable(jdbc),
                new NodeProtocolTable(jdbc),
                new UserTable(jdbc),
                new SubscriptionTable(jdbc),
                new LinkTable(jdbc),
                new RevisionTable(jdbc),
                new NodeStatusTable(jdbc),
                new TokenTable(jdbc));
    }

    /** The revisions that follow from changes of these tables. */
    public RevisionConsequences consequences() {
        return new RevisionConsequences(nodes, protocols, links, revisions);
    }

    /**
     * Users, subscriptions and links may come in batches of ten thousand; their tables have no references to each other or to those of
     * nodes.
     */
    @Override
    public void apply(List<? extends ControlFact> facts, Instant decidedAt) {
        List<UserFact> ofUsers = new ArrayList<>();
        List<SubscriptionFact> ofSubscriptions = new ArrayList<>();
        List<LinkFact> ofLinks = new ArrayList<>();
        for (ControlFact fact : facts) {
            switch (fact) {
                case UserFact user -> ofUsers.add(user);
                case SubscriptionFact subscription -> ofSubscriptions.add(subscription);
                case LinkFact link -> ofLinks.add(link);
                case NodeFact node -> apply(node, decidedAt);
                case CodeFact code -> codes.apply(code);
                case TokenFact token -> tokens.apply(token);
            }
        }
        users.apply(ofUsers);
        subscriptions.apply(ofSubscriptions);
        links.apply(ofLinks);
    }

    private void apply(NodeFact fact, Instant decidedAt) {
        switch (fact) {
            case NodeFact.Registered registered -> nodes.apply(registered, decidedAt);
            case NodeFact.Changed changed -> nodes.apply(changed, decidedAt);
            case NodeFact.KeyIssued issued -> keys.apply(issued, decidedAt);
            case NodeFact.KeyAnnounced announced -> keys.apply(announced);
            case NodeFact.KeyRetired retired -> keys.apply(retired);
            case NodeFact.KeyRevoked revoked -> keys.apply(revoked);
            case NodeFact.ServicesChanged changed -> {
                nodes.apply(changed);
                protocols.apply(changed);
            }
            case NodeFact.MultipliersChanged changed -> {
                nodes.apply(changed);
                protocols.apply(changed);
            }
            case NodeFact.RevisionPublished published -> {
                revisions.apply(published, decidedAt);
                nodes.apply(published);
            }
            case NodeFact.WentOffline offline -> statuses.apply(offline);
            case NodeFact.Deleted deleted -> {
                protocols.apply(deleted);
                revisions.apply(deleted);
                nodes.apply(deleted);
            }
        }
    }
}
