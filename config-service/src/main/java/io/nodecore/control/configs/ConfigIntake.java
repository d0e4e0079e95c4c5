package io.nodecore.control.configs;

import io.nodecore.control.configs.NodeSyncView.NodeSync;
import io.nodecore.control.configs.RevisionTable.RevisionEntry;
import io.nodecore.control.customers.LinkTable;
import io.nodecore.control.facts.NodeProtocol;
import io.nodecore.control.failures.Failure;
import io.nodecore.control.failures.FailureException;
import io.nodecore.control.journal.ControlJournal;
import io.nodecore.control.nodes.NodeProtocolTable;
import io.nodecore.control.nodes.NodeTable;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The front door for templates and configs. */
public final class ConfigIntake {

    private final ControlJournal journal;
    private final NodeTable nodes;
    private final NodeProtocolTable protocols;
    private final LinkTable links;
    private final RevisionTable revisions;
    private final NodeSyncView syncs;

    ConfigIntake(
            ControlJournal journal,
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

    List<NodeProtocol> putServices(long nodeId, JsonNode body) {
        requireNode(nodeId);
        CheckedTemplates wanted = TemplateRules.check(body);
        return journal.decide("services changed", now -> {
            requireNode(nodeId);
            return ServiceRules.change(
                    nodeId,
                    nodes.templates(nodeId),
                    protocols.ofNode(nodeId),
                    links.ofNode(nodeId),
                    wanted,
                    protocols::nextId);
        });
    }

    public PublishedRevision latest(long nodeId) {
        PublishedRevision latest = revisions.latest(nodeId);
        if (latest.revision() == 0) {
            requireNode(nodeId);
        }
        return latest;
    }

    PublishedRevision revision(long nodeId, long revision) {
        requireNode(nodeId);
        return revisions
                .find(nodeId, revision)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("revision", Long.toString(revision))));
    }

    /** Newest first, those before a revision, without their content. */
    List<RevisionEntry> revisions(long nodeId, long before, int limit) {
        return revisions.page(nodeId, before, limit);
    }

    NodeSync sync(long nodeId) {
        return syncs.find(nodeId)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("node", Long.toString(nodeId))));
    }

    private void requireNode(long nodeId) {
        if (!nodes.exists(nodeId)) {
            throw new FailureException(new Failure.Unknown("node", Long.toString(nodeId)));
        }
    }
}
