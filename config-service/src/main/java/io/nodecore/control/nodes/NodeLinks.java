package io.nodecore.control.nodes;

import io.nodecore.control.facts.Link;
import java.util.List;

/** The links on a node: they end with it. */
@FunctionalInterface
public interface NodeLinks {

    List<Link> ofNode(long nodeId);
}
