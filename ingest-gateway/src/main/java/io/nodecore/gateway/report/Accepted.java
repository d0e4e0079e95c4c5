package io.nodecore.gateway.report;

import org.jspecify.annotations.Nullable;

/**
 * A report that Kafka has acknowledged.
 *
 * @param kept what the answer needs of the report
 */
record Accepted<K extends @Nullable Object>(long nodeId, K kept) {}
