package io.nodecore.presence.events.time;

import java.util.Optional;

/** The latest end offset of each partition of node.online-users. */
@FunctionalInterface
public interface PartitionEnds {

    /** Empty while no reliable end offset is known. */
    Optional<PartitionEnd> of(int partition);
}
