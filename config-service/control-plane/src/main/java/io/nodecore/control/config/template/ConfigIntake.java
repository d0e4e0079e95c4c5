package io.nodecore.control.config.template;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.config.revision.NodeSyncView;
import io.nodecore.control.config.revision.NodeSyncView.NodeSync;
import io.nodecore.control.config.revision.PublishedRevision;
import io.nodecore.control.config.revision.RevisionTable;
import io.nodecore.control.config.revision.RevisionTable.RevisionEntry;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeProtocol;
import io.nodecore.control.link.LinkTable;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.node.NodeTable;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The front door for templates and configs. */
public final class ConfigIntake {

    private final DecisionLog<ControlFact> journal;
    private final NodeTable nodes;
    private final NodeProtocolTable protocols;
    private final LinkTable links;
    private final RevisionTable revisions;
    private final NodeSyncView syncs;

    ConfigIntake(
            DecisionLog<ControlFact> journal,
            NodeTable nodes,
            NodeProtocolTable protocols,
            LinkTable links,
            RevisionTable revisions,
            NodeSyncView syncs) {
        this.journal = journal;
        this.nodes = nodes;
        this.protocols = protocols;
        this.links = links;
        this.revisions = revisions;
        this.syncs = syncs;
    }

    /** @param revision the latest after the change */
    record ChangedServices(long revision, List<NodeProtocol> protocols) {}

    ChangedServices putServices(long nodeId, JsonNode body) {
        requireNode(nodeId);
        CheckedTemplates wanted = TemplateRules.check(body);
        return journal.decide(
                "services changed",
                now -> {
                    requireNode(nodeId);
                    return ServiceRules.change(
                            nodeId,
                            nodes.templates(nodeId),
                            protocols.ofNode(nodeId),
                            links.ofNode(nodeId),
                            wanted,
                            protocols::nextId);
                },
                changed -> new ChangedServices(revisions.latest(nodeId).revision(), changed));
    }

    public PublishedRevision latest(long nodeId) {
        PublishedRevision latest = revisions.latest(nodeId);
        if (latest.revision() == 0) {
            requireNode(nodeId);
        }
        return latest;
    }

    public PublishedRevision revision(long nodeId, long revision) {
        requireNode(nodeId);
        return revisions
                .find(nodeId, revision)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("revision", Long.toString(revision))));
    }

    /** Newest first, those before a revision, without their content. */
    public List<RevisionEntry> revisions(long nodeId, long before, int limit) {
        return revisions.page(nodeId, before, limit);
    }

    public NodeSync sync(long nodeId) {
        return syncs.find(nodeId)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("node", Long.toString(nodeId))));
    }

    private void requireNode(long nodeId) {
        if (!nodes.exists(nodeId)) {
            throw new FailureException(new Failure.Unknown("node", Long.toString(nodeId)));
        }
    }
}
