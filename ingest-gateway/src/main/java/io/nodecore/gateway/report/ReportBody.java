package io.nodecore.gateway.report;

import com.google.protobuf.Message;
import io.nodecore.gateway.limit.InFlightBudget;
import java.util.concurrent.CompletableFuture;

/** The part of a request that is read only after the caller is admitted. */
@FunctionalInterface
public interface ReportBody<M extends Message> {

    /**
     * Reads the body and holds in the lease all bytes that it keeps in memory. Completes with a {@link io.nodecore.gateway.failure.Refused}
     * if the body can't be read.
     */
    CompletableFuture<Received<M>> read(InFlightBudget.Lease lease);
}
