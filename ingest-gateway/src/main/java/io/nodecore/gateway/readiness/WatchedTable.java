package io.nodecore.gateway.readiness;

import io.nodecore.schemas.Topic;
import org.jspecify.annotations.Nullable;

/** A table in memory that has to follow a compacted topic. */
public interface WatchedTable {

    Topic<?> topic();

    /** Whether the table holds this value for the key, or none if the value is null. */
    boolean holds(String key, byte @Nullable [] value);
}
