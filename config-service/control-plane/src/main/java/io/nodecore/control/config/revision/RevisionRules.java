package io.nodecore.control.config.revision;

import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.fact.NodeFact;
import java.util.Optional;

/** Revisions only increase, and only if the content changes. */
public final class RevisionRules {

    private RevisionRules() {}

    public static Optional<NodeFact.RevisionPublished> next(
            long nodeId, PublishedRevision latest, NodeContent content, String cause) {
        return content.equals(latest.content())
                ? Optional.empty()
                : Optional.of(new NodeFact.RevisionPublished(nodeId, latest.revision() + 1, cause, content));
    }
}
