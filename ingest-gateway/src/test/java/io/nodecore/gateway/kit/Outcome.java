package io.nodecore.gateway.kit;

import io.nodecore.gateway.failure.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent was told, without the form of the transport. */
public sealed interface Outcome {

    /** @param needSync of a heartbeat, else null */
    record Ok(@Nullable Boolean needSync) implements Outcome {}

    /**
     * @param status the number of the HTTP or gRPC status
     * @param retryAfterSeconds at least so long, or null where the answer says nothing of it
     */
    record Refusal(
            int status,
            String reason,
            List<Violation> violations,
            @Nullable Long retryAfterSeconds) implements Outcome {}
}
