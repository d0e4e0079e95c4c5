package io.nodecore.control.node.key;

import io.nodecore.admin.Sha256;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How keys are announced, rotated and revoked. */
public final class KeyRules {

    private KeyRules() {}

    /** The first use of a key publishes it to {@code control.keys}; returns the node of the key. */
    public static Decision<ControlFact, Long> use(NodeKey key) {
        return key.announced()
                ? Decision.of(key.nodeId())
                : Decision.of(key.nodeId(), new NodeFact.KeyAnnounced(key.nodeId(), key.hash()));
    }

    /**
     * A new key is announced at once. Then the old keys are revoked, or retired if there is a grace period. The end of a key that is
     * already retired is not extended.
     */
    public static Decision<ControlFact, Long> rotate(
            long nodeId, List<NodeKey> old, Sha256 freshKey, Instant now, Duration grace) {
        List<ControlFact> facts = new ArrayList<>();
        facts.add(new NodeFact.KeyIssued(nodeId, freshKey));
        facts.add(new NodeFact.KeyAnnounced(nodeId, freshKey));
        if (grace.isZero()) {
            facts.addAll(revoke(nodeId, old).facts());
        } else {
            Instant until = now.plus(grace);
            old.stream()
                    .filter(key -> key.validUntil() == null || until.isBefore(key.validUntil()))
                    .forEach(key -> facts.add(new NodeFact.KeyRetired(nodeId, key.hash(), until)));
        }
        return new Decision<>(nodeId, facts);
    }

    public static Decision<ControlFact, Long> revoke(long nodeId, List<NodeKey> keys) {
        return new Decision<>(
                nodeId,
                keys.stream()
                        .<ControlFact>map(key -> new NodeFact.KeyRevoked(nodeId, key.hash()))
                        .toList());
    }
}
