package io.nodecore.queries.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one step, or of one part of it if the query is split.
 *
 * @param time the start of the step; for the largest parts, the start of the whole range
 * @param nodeId null if the query is not split by node; the same holds for the other ids
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsagePoint(
        Instant time,
        @Nullable Long nodeId,
        @Nullable Long nodeProtocolId,
        @Nullable Long userId,
        @Nullable Long subscriptionId,
        BigInteger bytesUp,
        BigInteger bytesDown) {}
