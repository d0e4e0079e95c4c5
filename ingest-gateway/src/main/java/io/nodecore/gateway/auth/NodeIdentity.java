package io.nodecore.gateway.auth;

/** A caller whose key was found: the node, and the hash of the key. */
public record NodeIdentity(long nodeId, KeyHash key) {}
