package io.nodecore.control.nodes;

import io.nodecore.control.facts.Sha256;

/**
 * A valid auth key of a node.
 *
 * @param announced whether gateways know it without asking
 */
record NodeKey(Sha256 hash, long nodeId, boolean announced) {}
