package io.nodecore.gateway.grpc;

import com.google.protobuf.Message;
import io.nodecore.gateway.failure.Failure;

/** What arrived in place of a request: either something that could be read, or why it could not. */
sealed interface GrpcRequest<M extends Message> {

    /**
     * A request that could be read.
     *
     * @param message the request without its key
     * @param bytes its wire form as it came, without the key
     */
    record Parsed<M extends Message>(M message, byte[] bytes) implements GrpcRequest<M> {}

    /** A request that could not be read. */
    record Unparsed<M extends Message>(Failure failure) implements GrpcRequest<M> {}
}
