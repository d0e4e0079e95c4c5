package io.nodecore.gateway.rules;

import com.google.protobuf.Message;

/** The rules of one kind of request, the same for both transports. Field names are those of the JSON form. */
@FunctionalInterface
public interface ReportRules<M extends Message> {

    /**
     * Checks a request.
     *
     * @return the request in canonical spelling: the same object if it is canonical already. Undefined if there are violations.
     */
    M canonical(M request, Violations violations);
}
