package io.nodecore.gateway.grpc;

import com.google.protobuf.Message;
import io.nodecore.gateway.failure.Failure;

/** The result of reading a request: the request, or the reason why it can't be read. */
sealed interface GrpcRequest<M extends Message> {

    /**
     * A request that could be read.
     *
     * @param message the request without its key
     * @param bytes the request's bytes as they arrived, without the key
     */
    record Parsed<M extends Message>(M message, byte[] bytes) implements GrpcRequest<M> {}

    /** A request that could not be read. */
    record Unparsed<M extends Message>(Failure failure) implements GrpcRequest<M> {}
}
