package io.nodecore.gateway.kit;

import com.google.protobuf.Message;
import io.nodecore.gateway.config.NodeConfig;
import org.jspecify.annotations.Nullable;

/** A node agent on one transport. */
public interface Agent extends AutoCloseable {

    /** Sends a report by its request; which one is decided by its type. */
    Outcome send(Message report, @Nullable String authKey, @Nullable String reportId);

    /** Sends bytes that are no request, in place of the named report. */
    Outcome sendGarbage(Message inPlaceOf, byte[] garbage, String authKey);

    NodeConfig latestConfig(String authKey);

    Outcome latestConfigOutcome(@Nullable String authKey);

    /** The status of a failure on this transport, of the two that the contract names. */
    int statusOf(int http, io.grpc.Status.Code grpc);

    default Outcome send(Message report, long nodeId) {
        return send(report, Keys.of(nodeId), null);
    }

    @Override
    void close();
}
