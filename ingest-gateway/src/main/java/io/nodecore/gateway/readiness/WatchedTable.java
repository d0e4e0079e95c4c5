package io.nodecore.gateway.readiness;

import io.nodecore.schemas.Topic;
import org.jspecify.annotations.Nullable;

/** An in-memory table that must follow a compacted topic. */
public interface WatchedTable {

    Topic<?> topic();

    /** Returns whether the table has this value for the key; null means that it has no value for it. */
    boolean holds(String key, byte @Nullable [] value);
}
