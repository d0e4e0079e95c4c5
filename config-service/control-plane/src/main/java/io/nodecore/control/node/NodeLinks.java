package io.nodecore.control.node;

import io.nodecore.control.fact.Link;
import java.util.List;

/** The links on a node: they are deleted with it. */
@FunctionalInterface
public interface NodeLinks {

    List<Link> ofNode(long nodeId);
}
