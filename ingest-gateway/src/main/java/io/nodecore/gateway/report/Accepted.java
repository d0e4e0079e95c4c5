package io.nodecore.gateway.report;

import com.google.protobuf.Message;

/** A report that Kafka has acknowledged. */
public record Accepted<M extends Message>(long nodeId, M report) {}
