package io.nodecore.control.config.revision;

import io.nodecore.control.fact.NodeContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published config.
 *
 * @param revision 0 for the empty config of a node without any
 * @param cause why it was published, null for revision 0
 * @param publishedAt null for revision 0
 */
public record PublishedRevision(
        long revision,
        NodeContent content,
        @Nullable String cause,
        @Nullable Instant publishedAt) {

    public static final PublishedRevision NONE = new PublishedRevision(0, NodeContent.EMPTY, null, null);
}
