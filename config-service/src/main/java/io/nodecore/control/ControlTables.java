package io.nodecore.control;

import io.nodecore.control.configs.RevisionTable;
import io.nodecore.control.customers.LinkTable;
import io.nodecore.control.customers.SubscriptionTable;
import io.nodecore.control.customers.UserTable;
import io.nodecore.control.facts.CodeFact;
import io.nodecore.control.facts.ControlFact;
import io.nodecore.control.facts.LinkFact;
import io.nodecore.control.facts.NodeFact;
import io.nodecore.control.facts.SubscriptionFact;
import io.nodecore.control.facts.UserFact;
import io.nodecore.control.journal.FactTables;
import io.nodecore.control.nodes.CodeTable;
import io.nodecore.control.nodes.KeyTable;
import io.nodecore.control.nodes.NodeProtocolTable;
import io.nodecore.control.nodes.NodeTable;
import io.nodecore.control.status.NodeStatusTable;
import java.time.Instant;

/** Which fact changes which tables: the whole of it on one page. */
record ControlTables(
        NodeTable nodes,
        KeyTable keys,
        CodeTable codes,
        NodeProtocolTable protocols,
        UserTable users,
        SubscriptionTable subscriptions,
        LinkTable links,
        RevisionTable revisions,
        NodeStatusTable statuses)
        implements FactTables {

    @Override
    public void apply(ControlFact fact, Instant decidedAt) {
        switch (fact) {
            case CodeFact code -> codes.apply(code);
            case UserFact user -> users.apply(user, decidedAt);
            case SubscriptionFact subscription -> subscriptions.apply(subscription, decidedAt);
            case LinkFact link -> links.apply(link, decidedAt);
            case NodeFact.Registered registered -> nodes.apply(registered, decidedAt);
            case NodeFact.Changed changed -> nodes.apply(changed, decidedAt);
            case NodeFact.KeyIssued issued -> keys.apply(issued, decidedAt);
            case NodeFact.KeyAnnounced announced -> keys.apply(announced);
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
