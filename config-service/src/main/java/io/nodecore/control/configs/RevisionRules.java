package io.nodecore.control.configs;

import io.nodecore.control.facts.NodeContent;
import io.nodecore.control.facts.NodeFact;
import java.util.Optional;

/** Revisions only grow, and only when the content changes. */
final class RevisionRules {

    private RevisionRules() {}

    static Optional<NodeFact.RevisionPublished> next(
            long nodeId, PublishedRevision latest, NodeContent content, String cause) {
        return content.equals(latest.content())
                ? Optional.empty()
                : Optional.of(new NodeFact.RevisionPublished(nodeId, latest.revision() + 1, cause, content));
    }
}
