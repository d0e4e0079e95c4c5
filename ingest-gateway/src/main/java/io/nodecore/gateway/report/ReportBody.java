package io.nodecore.gateway.report;

import com.google.protobuf.Message;
import io.nodecore.gateway.limit.InFlightBudget;
import java.util.concurrent.CompletableFuture;

/** The part of a request that is read only once the caller is admitted. */
@FunctionalInterface
public interface ReportBody<M extends Message> {

    /**
     * Reads it, holding in the lease whatever it keeps in memory. Completes with a {@link io.nodecore.gateway.failure.Refused} where
     * it can't be read.
     */
    CompletableFuture<Received<M>> read(InFlightBudget.Lease lease);
}
