package io.nodecore.control.config.template;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.config.generator.NodeConfigGenerator;
import io.nodecore.control.config.revision.ConfigDifference;
import io.nodecore.control.config.revision.DocumentChange;
import io.nodecore.control.config.revision.NodeSyncView;
import io.nodecore.control.config.revision.NodeSyncView.NodeSync;
import io.nodecore.control.config.revision.PublishedRevision;
import io.nodecore.control.config.revision.RevisionTable;
import io.nodecore.control.config.revision.RevisionTable.RevisionEntry;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.link.LinkTable;
import io.nodecore.control.link.LinkTable.ServedLink;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.node.NodeTable;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.template.CheckedTemplates;
import io.nodecore.nodeconfig.template.Renames;
import io.nodecore.nodeconfig.template.TemplateRules;
import io.nodecore.nodeconfig.template.XrayProgram;
import io.nodecore.nodeconfig.xray.reading.Findings.Warning;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The entry point for templates and configs. */
public final class ConfigIntake {

    /** Maximum number of added and of removed links that a preview lists for each inbound. */
    private static final int MOST_LINKS = 100;

    private final DecisionLog<ControlFact> journal;
    private final NodeTable nodes;
    private final NodeProtocolTable protocols;
    private final LinkTable links;
    private final RevisionTable revisions;
    private final NodeSyncView syncs;
    private final XrayProgram xray;
    private final InstantSource clock;

    ConfigIntake(
            DecisionLog<ControlFact> journal,
            NodeTable nodes,
            NodeProtocolTable protocols,
            LinkTable links,
            RevisionTable revisions,
            NodeSyncView syncs,
            XrayProgram xray,
            InstantSource clock) {
        this.journal = journal;
        this.nodes = nodes;
        this.protocols = protocols;
        this.links = links;
        this.revisions = revisions;
        this.syncs = syncs;
        this.xray = xray;
        this.clock = clock;
    }

    /**
     * Services after a change.
     *
     * @param revision the latest after the change
     */
    record ServicesAnswer(long revision, List<NodeProtocol> protocols, List<Warning> warnings) {}

    /**
     * The effect of a change that is not made.
     *
     * @param change the change; new inbounds have ids below 0
     */
    record Preview(long revision, ServiceChange change, ConfigDifference difference, List<Warning> warnings) {}

    /** What was put last, in its canonical form. */
    ServiceTemplates templates(long nodeId) {
        requireNode(nodeId);
        return nodes.templates(nodeId);
    }

    /** @param removeLinks whether the change may delete links */
    ServicesAnswer putServices(long nodeId, JsonNode body, boolean removeLinks) {
        requireNode(nodeId);
        return decide(nodeId, "services changed", checked(body), removeLinks);
    }

    /** Changes nothing. */
    Preview preview(long nodeId, JsonNode body) {
        requireNode(nodeId);
        CheckedTemplates wanted = checked(body);
        var fresh = new AtomicLong();
        ServiceChange change = change(nodeId, wanted, fresh::decrementAndGet);
        Set<Long> kept = change.protocols().stream()
                .filter(protocol -> protocol.protocol() != VpnProtocol.WIREGUARD)
                .map(NodeProtocol::id)
                .collect(Collectors.toSet());
        List<ServedLink> served = links.served(nodeId, clock.instant()).stream()
                .filter(link -> kept.contains(link.link().nodeProtocolId()))
                .toList();
        PublishedRevision latest = revisions.latest(nodeId);
        return new Preview(
                latest.revision(),
                change,
                ConfigDifference.between(
                        latest.content(),
                        NodeConfigGenerator.content(wanted.templates(), change.protocols(), served),
                        MOST_LINKS),
                wanted.warnings());
    }

    /** Publishes the services of an older revision again, with the current links. */
    ServicesAnswer restore(long nodeId, long revision, boolean removeLinks) {
        PublishedRevision older = revision(nodeId, revision);
        ServiceTemplates templates = revisions
                .templates(nodeId, revision)
                .orElseThrow(() -> Violations.refuse(
                        "revision", "was published before templates were kept with revisions: put its services"));
        CheckedTemplates checked = checked(CanonicalJson.json.readTree(templates.json()));
        Renames renames = RestoredTags.renames(older.content(), protocols.ofNode(nodeId), links.ofNode(nodeId));
        return decide(nodeId, "revision " + revision + " restored", checked.with(renames), removeLinks);
    }

    /** Checks by the rules, and by a real Xray if one is configured. */
    private CheckedTemplates checked(JsonNode body) {
        CheckedTemplates checked = TemplateRules.check(body);
        xray.check(services(checked).path("xray"));
        return checked;
    }

    private static JsonNode services(CheckedTemplates checked) {
        List<NodeProtocol> protocols = new ArrayList<>();
        checked.inbounds()
                .forEach(inbound ->
                        protocols.add(new NodeProtocol(protocols.size() + 1, 1, inbound.tag(), inbound.protocol())));
        return CanonicalJson.json.readTree(NodeConfigGenerator.content(checked.templates(), protocols, List.of())
                .services());
    }

    private ServicesAnswer decide(long nodeId, String cause, CheckedTemplates wanted, boolean removeLinks) {
        return journal.decide(
                cause,
                now -> {
                    requireNode(nodeId);
                    ServiceChange change = change(nodeId, wanted, protocols::nextId);
                    if (!removeLinks && !change.lostLinks().isEmpty()) {
                        throw new FailureException(new Failure.WouldRemoveLinks(change.lostLinks()));
                    }
                    return new Decision<>(change.protocols(), change.facts());
                },
                after -> new ServicesAnswer(revisions.latest(nodeId).revision(), after, wanted.warnings()));
    }

    private ServiceChange change(long nodeId, CheckedTemplates wanted, LongSupplier freshIds) {
        return ServiceRules.change(
                nodeId, nodes.templates(nodeId), protocols.ofNode(nodeId), links.ofNode(nodeId), wanted, freshIds);
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

    /** What changed from a revision to the latest one. */
    public DocumentChange change(long nodeId, long fromRevision) {
        return DocumentChange.between(revision(nodeId, fromRevision), latest(nodeId));
    }

    /** Newest first, only revisions lower than the given one, without their content. */
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
