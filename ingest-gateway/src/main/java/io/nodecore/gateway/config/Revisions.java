package io.nodecore.gateway.config;

import io.nodecore.schemas.control.NodeRevision;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The latest published revision of every node, as the table of {@code control.revisions} has it. */
public final class Revisions {

    /** What a node has for which nothing was ever published. */
    static final long NONE = 0;

    private final Function<String, @Nullable NodeRevision> table;

    public Revisions(Function<String, @Nullable NodeRevision> table) {
        this.table = table;
    }

    long latest(long nodeId) {
        NodeRevision row = table.apply(Long.toString(nodeId));
        return row == null ? NONE : row.getRevision();
    }

    /** Whether a node with this revision, or with none (null), lacks the latest. */
    public boolean differs(long nodeId, @Nullable Long revision) {
        return latest(nodeId) != (revision == null ? NONE : revision);
    }
}
