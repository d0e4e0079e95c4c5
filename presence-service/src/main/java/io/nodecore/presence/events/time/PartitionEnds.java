package io.nodecore.presence.events.time;

import java.util.Optional;

/** The latest look at the end of each partition of node.online-users. */
@FunctionalInterface
public interface PartitionEnds {

    /** Empty while nothing is known that may be relied upon. */
    Optional<PartitionEnd> of(int partition);
}
