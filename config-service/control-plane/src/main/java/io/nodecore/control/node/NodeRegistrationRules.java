package io.nodecore.control.node;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.node.key.NodeKey;
import io.nodecore.nodeconfig.NodeProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a node may register with a code.
 *
 * <p>A key is announced to the gateways by its first use, so "before the first authenticated call" means "while no key of the node is
 * announced". This is exact on every transport and replica, whatever that first call is.
 */
final class NodeRegistrationRules {

    /**
     * A node that redeemed the code before.
     *
     * @param profile its current profile
     */
    record Redeemer(long nodeId, NodeProfile profile, List<NodeKey> keys) {

        boolean hasCalled() {
            return keys.isEmpty() || keys.stream().anyMatch(NodeKey::announced);
        }
    }

    private NodeRegistrationRules() {}

    /**
     * Returns the node's id.
     *
     * @param freshNodeId the id for a new node
     * @param freshKey the hash of the key that the answer will contain
     * @throws FailureException if this node may not register with the code
     */
    static Decision<ControlFact, Long> register(
            Optional<RegistrationCode> known,
            List<Redeemer> redeemers,
            NodeProfile profile,
            long freshNodeId,
            Sha256 freshKey,
            Instant now) {
        RegistrationCode code = known.filter(found -> !found.isExpiredAt(now))
                .orElseThrow(() -> new FailureException(new Failure.CodeInvalid()));
        Optional<Redeemer> same = redeemers.stream()
                .filter(redeemer -> redeemer.profile().isSameNodeAs(profile))
                .findFirst();
        if (same.isPresent()) {
            return again(same.get(), freshKey);
        }
        if (code.isUsedUp()) {
            throw new FailureException(new Failure.CodeUsed());
        }
        return Decision.of(
                freshNodeId,
                new CodeFact.Redeemed(code.usedBy(freshNodeId), freshNodeId),
                new NodeFact.Registered(freshNodeId, profile),
                new NodeFact.KeyIssued(freshNodeId, freshKey));
    }

    /** The answer to the first registration was lost: its key is replaced. */
    private static Decision<ControlFact, Long> again(Redeemer node, Sha256 freshKey) {
        if (node.hasCalled()) {
            throw new FailureException(new Failure.CodeUsed());
        }
        List<ControlFact> facts = new ArrayList<>();
        node.keys().forEach(old -> facts.add(new NodeFact.KeyRevoked(node.nodeId(), old.hash())));
        facts.add(new NodeFact.KeyIssued(node.nodeId(), freshKey));
        return new Decision<>(node.nodeId(), facts);
    }
}
