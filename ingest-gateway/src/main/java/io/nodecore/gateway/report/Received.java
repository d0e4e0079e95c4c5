package io.nodecore.gateway.report;

import com.google.protobuf.Message;
import io.nodecore.gateway.rules.Violations;

/**
 * A report that could be read.
 *
 * @param report its fields; never an auth key
 * @param fact its wire form, to be appended as it is; never an auth key
 * @param violations what reading it already found wrong
 */
public record Received<M extends Message>(M report, byte[] fact, Violations violations) {}
