package io.nodecore.gateway.report;

import com.google.protobuf.Message;
import io.nodecore.gateway.rules.Violations;

/**
 * A report that could be read.
 *
 * @param report its fields; never contains an auth key
 * @param fact its encoded form, to be appended unchanged; never contains an auth key
 * @param violations violations that were found while the report was read
 */
public record Received<M extends Message>(M report, byte[] fact, Violations violations) {}
