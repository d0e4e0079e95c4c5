package io.nodecore.gateway.config;

import io.nodecore.schemas.control.NodeRevision;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The latest published revision of every node, according to the table of {@code control.revisions}. */
public final class Revisions {

    /** The revision of a node for which none was ever published. */
    static final long NONE = 0;

    private final Function<String, @Nullable NodeRevision> table;

    public Revisions(Function<String, @Nullable NodeRevision> table) {
        this.table = table;
    }

    long latest(long nodeId) {
        NodeRevision row = table.apply(Long.toString(nodeId));
        return row == null ? NONE : row.getRevision();
    }

    /** Returns whether a node with this revision, or with none (null), does not have the latest one. */
    public boolean differs(long nodeId, @Nullable Long revision) {
        return latest(nodeId) != (revision == null ? NONE : revision);
    }
}
