package io.nodecore.operations.replay;

import java.util.Optional;

/** A replay as {@code GET /admin/replays/{id}} answers it. */
@FunctionalInterface
public interface ReplayLookup {

    /** @return an object that Jackson writes; empty if there is no such replay */
    Optional<Object> find(long id);
}
