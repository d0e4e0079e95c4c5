package io.nodecore.simulator.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Uses gRPC first. If it can't be reached, sends the same report with the same id over HTTP, and uses HTTP first for some time, so that
 * not each report waits for the deadline of a dead gRPC port. Then gRPC is tried again.
 */
public final class FallbackTransport implements AgentTransport {

    private final CoreTransport grpc;
    private final CoreTransport http;
    private final InstantSource clock;
    private final Duration httpFirstFor;
    private final Runnable onFallback;

    private volatile Instant grpcAgainAt = Instant.MIN;

    /**
     * @param httpFirstFor how long HTTP is used first after a failure of gRPC
     * @param onFallback called before each call over the second transport
     */
    public FallbackTransport(
            CoreTransport grpc, CoreTransport http, InstantSource clock, Duration httpFirstFor, Runnable onFallback) {
        this.grpc = grpc;
        this.http = http;
        this.clock = clock;
        this.httpFirstFor = httpFirstFor;
        this.onFallback = onFallback;
    }

    @Override
    public CoreAnswer send(Report report) throws CoreFailure {
        return call(transport -> transport.send(report));
    }

    @Override
    public NodeConfig latestConfig() throws CoreFailure {
        return call(CoreTransport::latestConfig);
    }

    /** Uses the transport that is currently second. */
    @Override
    public CoreAnswer sendOverOther(Report report) throws CoreFailure {
        return (grpcComesFirst() ? http : grpc).send(report);
    }

    private <T> T call(Call<T> call) throws CoreFailure {
        if (!grpcComesFirst()) {
            try {
                return call.over(http);
            } catch (CoreFailure.Unreachable e) {
                onFallback.run();
                return overGrpc(call);
            }
        }
        try {
            return overGrpc(call);
        } catch (CoreFailure.Unreachable e) {
            onFallback.run();
            return call.over(http);
        }
    }

    private <T> T overGrpc(Call<T> call) throws CoreFailure {
        try {
            T answer = call.over(grpc);
            grpcAgainAt = Instant.MIN;
            return answer;
        } catch (CoreFailure.Unreachable e) {
            grpcAgainAt = clock.instant().plus(httpFirstFor);
            throw e;
        }
    }

    private boolean grpcComesFirst() {
        return !clock.instant().isBefore(grpcAgainAt);
    }

    private interface Call<T> {
        T over(CoreTransport transport) throws CoreFailure;
    }
}
