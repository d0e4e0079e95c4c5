package io.nodecore.gateway.grpc;

import com.google.protobuf.Message;
import io.nodecore.gateway.failure.Failure;
import org.jspecify.annotations.Nullable;

/** What arrived in place of a request: either something that could be read, or why it could not. */
sealed interface GrpcRequest<M extends Message> {

    /** The key in the request's own field, which counts where the metadata has none. */
    @Nullable
    String authKey();

    /**
     * A request that could be read.
     *
     * @param message the request without its key
     * @param bytes its wire form as it came, without the key
     */
    record Parsed<M extends Message>(@Nullable String authKey, M message, byte[] bytes) implements GrpcRequest<M> {}

    /** A request that could not be read. */
    record Unparsed<M extends Message>(@Nullable String authKey, Failure failure) implements GrpcRequest<M> {}
}
