package io.nodecore.control.node.key;

import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeFact;
import java.time.InstantSource;
import java.util.List;

/** The tick that revokes retired keys when their grace period has ended. */
final class KeyExpiry {

    private static final int MOST_AT_ONCE = 10_000;

    private final DecisionLog<ControlFact> journal;
    private final KeyTable keys;
    private final InstantSource clock;

    KeyExpiry(DecisionLog<ControlFact> journal, KeyTable keys, InstantSource clock) {
        this.journal = journal;
        this.keys = keys;
        this.clock = clock;
    }

    void tick() {
        // Most ticks find nothing and take no lock.
        if (keys.overdue(clock.instant(), 1).isEmpty()) {
            return;
        }
        journal.decide("retired keys revoked", now -> {
            List<NodeKey> overdue = keys.overdue(now, MOST_AT_ONCE);
            return new Decision<>(
                    overdue.size(),
                    overdue.stream()
                            .<ControlFact>map(key -> new NodeFact.KeyRevoked(key.nodeId(), key.hash()))
                            .toList());
        });
    }
}
