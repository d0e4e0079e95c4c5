package io.nodecore.control.node;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.journal.Multipliers;
import io.nodecore.nodeconfig.NodeProtocol;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The entry point for multipliers: how much the bytes of a node count against limits. A change applies to reports that arrive after it. */
final class MultiplierIntake {

    private final DecisionLog<ControlFact> journal;
    private final NodeTable nodes;
    private final NodeProtocolTable protocols;

    MultiplierIntake(DecisionLog<ControlFact> journal, NodeTable nodes, NodeProtocolTable protocols) {
        this.journal = journal;
        this.nodes = nodes;
        this.protocols = protocols;
    }

    /** @param multiplier null means 1 */
    void ofNode(long nodeId, @Nullable BigDecimal multiplier) {
        change(nodeId, before -> before.withNode(multiplier == null ? BigDecimal.ONE : multiplier));
    }

    /** @param multiplier null means that of the node */
    void ofProtocol(long nodeId, long nodeProtocolId, @Nullable BigDecimal multiplier) {
        change(nodeId, before -> {
            if (protocols.ofNode(nodeId).stream().noneMatch(protocol -> protocol.id() == nodeProtocolId)) {
                throw new FailureException(new Failure.Unknown("node protocol", Long.toString(nodeProtocolId)));
            }
            SortedMap<Long, BigDecimal> ofProtocols = new TreeMap<>(before.ofProtocols());
            if (multiplier == null) {
                ofProtocols.remove(nodeProtocolId);
            } else {
                ofProtocols.put(nodeProtocolId, multiplier);
            }
            return new Multipliers(before.ofNode(), ofProtocols);
        });
    }

    Multipliers of(long nodeId) {
        return new Multipliers(nodes.multiplier(nodeId), protocols.multipliers(nodeId));
    }

    List<NodeProtocol> protocols(long nodeId) {
        requireNode(nodeId);
        return protocols.ofNode(nodeId);
    }

    private void change(long nodeId, UnaryOperator<Multipliers> change) {
        journal.decide("multipliers changed", now -> {
            requireNode(nodeId);
            Multipliers before = of(nodeId);
            Multipliers after = change.apply(before);
            return after.equals(before)
                    ? Decision.of(after)
                    : Decision.of(after, new NodeFact.MultipliersChanged(nodeId, after));
        });
    }

    private void requireNode(long nodeId) {
        if (!nodes.exists(nodeId)) {
            throw new FailureException(new Failure.Unknown("node", Long.toString(nodeId)));
        }
    }
}
