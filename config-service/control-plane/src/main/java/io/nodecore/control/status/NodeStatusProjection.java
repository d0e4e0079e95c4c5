package io.nodecore.control.status;

import io.nodecore.control.wire.ControlEvents;
import io.nodecore.journal.FactHeaders;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.outbox.OutboxTable;
import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.schemas.facts.NodeErrorReported;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Derives {@code node_status} and {@code node_errors} from the reports of nodes, and publishes the changes as domain events through the
 * outbox of the same schema. A shadow schema of a replay has its own outbox, which is not published.
 *
 * <p>Takes the lock of node status only, so a long command does not delay heartbeats.
 */
public final class NodeStatusProjection implements FactProjection<NodeReport> {

    static final String NAME = "node-status";

    /**
     * For a replay. Confirmations and errors have unlimited retention; heartbeats are kept for 7 days. So only the columns of
     * {@code node_status} that follow from confirmations and errors are replayed; the next heartbeat sets the others.
     */
    static Replayable<?> replayable() {
        return Replayable.of(
                        new NodeStatusProjection(),
                        OwnedTable.of("node_status", "node_id")
                                .withColumns("node_id", "applied_revision", "applied_at", "error_at")
                                .picking(NodeStatusProjection::statusesOf),
                        OwnedTable.of("node_errors", "id").picking(scope -> switch (scope) {
                            case Scope.Everything everything -> Rows.ALL;
                            case Scope.OfNode(long nodeId) -> new Rows.Where("node_id = " + nodeId);
                            case Scope.OfUser ofUser -> new Rows.Refused("a node's status belongs to no user");
                            case Scope.Since(Instant from) -> new Rows.Where("occurred_at >= '" + from + "'");
                            case Scope.FromOffset fromOffset -> Rows.NONE;
                        }),
                        ConfirmationTable.owned())
                .reading("nodes")
                .tellingThrough("outbox")
                .withOwnFactsOfNode()
                .passingOver(Topics.HEARTBEATS);
    }

    private static Rows statusesOf(Scope scope) {
        String reported =
                "node_id in (select node_id from {live}.node_status where applied_at is not null or error_at is not null"
                        + " union select node_id from {replayed}.node_status where applied_at is not null or error_at is not null)";
        return new Rows.Where(
                scope instanceof Scope.OfNode(long nodeId) ? reported + " and node_id = " + nodeId : reported);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(Topics.HEARTBEATS, Topics.ERRORS, Topics.CONFIG_APPLIED);
    }

    @Override
    public NodeReport decode(String topic, byte[] value) throws Exception {
        if (topic.equals(Topics.HEARTBEATS.name())) {
            return new NodeReport.Heartbeat(HeartbeatReceived.parseFrom(value));
        }
        if (topic.equals(Topics.ERRORS.name())) {
            return new NodeReport.Failed(NodeErrorReported.parseFrom(value));
        }
        return new NodeReport.Applied(ConfigApplied.parseFrom(value));
    }

    @Override
    public List<JournaledFact<NodeReport>> apply(Connection connection, List<JournaledFact<NodeReport>> facts) {
        if (facts.isEmpty()) {
            return facts;
        }
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        var table = new NodeStatusTable(jdbc);
        table.lock();
        Set<Long> nodeIds = facts.stream().map(fact -> fact.headers().nodeId()).collect(Collectors.toSet());
        var confirmations = new ConfirmationTable(jdbc);
        List<Confirmation> named = facts.stream()
                .flatMap(fact -> NodeStatusFold.confirmation(fact).stream())
                .toList();
        var fold = new NodeStatusFold(table.find(nodeIds), confirmations.known(named));
        Set<Long> existing = table.existing(nodeIds);
        var errors = new NodeErrorTable(jdbc);
        List<OutboxRecord> events = new ArrayList<>();
        List<JournaledFact<NodeReport>> counting = new ArrayList<>();
        for (JournaledFact<NodeReport> fact : facts) {
            if (fact.fact() instanceof NodeReport.Failed(NodeErrorReported error)) {
                if (!errors.add(fact, error)) {
                    // It counted already: a node that has recovered since then is not marked again.
                    continue;
                }
                if (existing.contains(fact.headers().nodeId())) {
                    events.add(nodeError(fact.headers(), error));
                }
            }
            int repeatsBefore = fold.repeats();
            fold.add(fact);
            if (fold.repeats() == repeatsBefore) {
                counting.add(fact);
            }
        }
        table.store(fold.states());
        confirmations.add(fold.counted());
        for (StatusChange change : fold.changes()) {
            switch (change) {
                case StatusChange.CameOnline(var nodeId, var at)
                when existing.contains(nodeId) -> events.add(ControlEvents.nodeOnline(nodeId, at));
                case StatusChange.ConfigConfirmed(var nodeId, var revision, var at)
                when existing.contains(nodeId) -> events.add(ControlEvents.configApplied(nodeId, revision, at));
                case StatusChange.CameOnline ofDeletedNode -> {}
                case StatusChange.ConfigConfirmed ofDeletedNode -> {}
            }
        }
        OutboxTable.add(jdbc, events);
        return counting;
    }

    private static OutboxRecord nodeError(FactHeaders headers, NodeErrorReported error) {
        return ControlEvents.nodeError(
                headers.nodeId(),
                NodeErrorTable.id(headers.nodeId(), headers.reportId()).toString(),
                error.getMessage(),
                error.hasCode() ? error.getCode() : null,
                Instant.ofEpochMilli(headers.receivedAtMs()));
    }
}
