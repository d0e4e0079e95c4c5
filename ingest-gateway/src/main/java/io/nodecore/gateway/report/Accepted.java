package io.nodecore.gateway.report;

import org.jspecify.annotations.Nullable;

/**
 * A report that Kafka has acknowledged.
 *
 * @param kept the part of the report that the answer needs
 */
public record Accepted<K extends @Nullable Object>(long nodeId, K kept) {}
