package io.nodecore.gateway.rules;

import com.google.protobuf.Message;

/** The rules of one kind of request, the same for both transports. Names of fields are those of the JSON form. */
@FunctionalInterface
public interface ReportRules<M extends Message> {

    void check(M request, Violations violations);
}
