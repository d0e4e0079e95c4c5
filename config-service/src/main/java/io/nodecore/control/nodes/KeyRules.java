package io.nodecore.control.nodes;

import io.nodecore.control.facts.ControlFact;
import io.nodecore.control.facts.NodeFact;
import io.nodecore.control.facts.Sha256;
import io.nodecore.control.journal.Decision;
import java.util.ArrayList;
import java.util.List;

/** How keys are announced, rotated and revoked. */
final class KeyRules {

    private KeyRules() {}

    /** The first use of a key puts it on {@code control.keys}; answers whose key it is. */
    static Decision<Long> use(NodeKey key) {
        return key.announced()
                ? Decision.of(key.nodeId())
                : Decision.of(key.nodeId(), new NodeFact.KeyAnnounced(key.nodeId(), key.hash()));
    }

    /** A new key is announced at once, and the old ones are revoked after it. */
    static Decision<Long> rotate(long nodeId, List<NodeKey> old, Sha256 freshKey) {
        List<ControlFact> facts = new ArrayList<>();
        facts.add(new NodeFact.KeyIssued(nodeId, freshKey));
        facts.add(new NodeFact.KeyAnnounced(nodeId, freshKey));
        facts.addAll(revoke(nodeId, old).facts());
        return new Decision<>(nodeId, facts);
    }

    static Decision<Long> revoke(long nodeId, List<NodeKey> keys) {
        return new Decision<>(
                nodeId,
                keys.stream()
                        .<ControlFact>map(key -> new NodeFact.KeyRevoked(nodeId, key.hash()))
                        .toList());
    }
}
