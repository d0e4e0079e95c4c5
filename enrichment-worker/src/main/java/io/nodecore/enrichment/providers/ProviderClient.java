package io.nodecore.enrichment.providers;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.enrichment.infos.IpInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends look-ups to a provider within its limits: waits until a request is allowed, retries with back-off if the provider fails, and opens
 * a circuit breaker if it fails too often.
 *
 * <p>Counter {@code nodecore.enrichment.requests} (provider, outcome: answered, too-many, unavailable, refused); gauge
 * {@code nodecore.enrichment.circuit.open} (provider): 1 while the circuit breaker is open or half open.
 */
public final class ProviderClient implements AutoCloseable {

    private static final int LATEST_REQUESTS = 10;
    private static final float FAILED_PERCENT = 50;
    private static final Duration OPEN_FOR = Duration.ofSeconds(60);

    private final AddressSource source;
    private final ProviderSettings settings;
    private final RequestBudget budget;
    private final MeterRegistry meters;
    private final CircuitBreaker circuit;
    private final IntervalFunction pauses;
    private final CountDownLatch closed = new CountDownLatch(1);

    ProviderClient(
            AddressSource source,
            ProviderSettings settings,
            JdbcClient jdbc,
            InstantSource clock,
            MeterRegistry meters) {
        this(source, settings, jdbc, clock, meters, OPEN_FOR);
    }

    /** @param openFor how long the circuit breaker stays open */
    ProviderClient(
            AddressSource source,
            ProviderSettings settings,
            JdbcClient jdbc,
            InstantSource clock,
            MeterRegistry meters,
            Duration openFor) {
        this.source = source;
        this.settings = settings;
        this.budget = new RequestBudget(jdbc, source.name(), settings.timeout(), clock);
        this.meters = meters;
        this.circuit = CircuitBreaker.of(
                source.name(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(LATEST_REQUESTS)
                        .minimumNumberOfCalls(LATEST_REQUESTS)
                        .failureRateThreshold(FAILED_PERCENT)
                        .waitDurationInOpenState(openFor)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(ProviderClient::isUnavailable)
                        .build());
        this.pauses = IntervalFunction.ofExponentialRandomBackoff(settings.backOff(), 2);
        meters.gauge(
                "nodecore.enrichment.circuit.open",
                io.micrometer.core.instrument.Tags.of("provider", source.name()),
                circuit,
                it -> it.getState() == CircuitBreaker.State.CLOSED ? 0 : 1);
    }

    /** A provider that answers is available, whatever its answer contains. */
    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof LookUpFailure.Unavailable && !(failure instanceof LookUpFailure.Silent);
    }

    public String provider() {
        return source.name();
    }

    public int batchSize() {
        return source.batchSize();
    }

    /** Returns whether the provider asked for a pause that has not ended, also if it did so before this process started. */
    public boolean isHeld() {
        return budget.isHeld();
    }

    /**
     * Returns one element for each address that the answer names; the information about the others stays as it is.
     *
     * @param ips public addresses, at most {@link #batchSize}
     * @throws LookUpFailure if the provider gave no answer; the addresses can be looked up later
     * @throws InterruptedException if the service stops
     */
    public List<IpInfo> lookUp(List<String> ips) throws LookUpFailure, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(ips);
            } catch (LookUpFailure.Silent e) {
                // The job has a back-off of its own for this, which does not delay the other job.
                throw e;
            } catch (LookUpFailure.Unavailable e) {
                if (attempt >= settings.attempts()) {
                    throw e;
                }
                pause(Duration.ofMillis(pauses.apply(attempt)));
            } catch (LookUpFailure.TooMany e) {
                budget.hold(e.pause());
                throw e;
            }
        }
    }

    private List<IpInfo> once(List<String> ips) throws LookUpFailure, InterruptedException {
        awaitAllowed();
        try {
            circuit.acquirePermission();
        } catch (CallNotPermittedException e) {
            throw new LookUpFailure.Unavailable(
                    source.name() + " failed too often: no request is sent for " + OPEN_FOR.toSeconds() + " s");
        }
        try {
            return permitted(ips);
        } catch (RuntimeException | InterruptedException e) {
            // Not an error of the provider. Without the release, a half-open circuit breaker would never get this
            // permission back.
            circuit.releasePermission();
            throw e;
        }
    }

    private List<IpInfo> permitted(List<String> ips) throws LookUpFailure, InterruptedException {
        long request = budget.begin();
        long began = System.nanoTime();
        try {
            List<IpInfo> infos = source.lookUp(ips);
            circuit.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            budget.hold(source.holdAfterAnswer());
            count("answered");
            return infos;
        } catch (LookUpFailure e) {
            circuit.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, e);
            count(
                    switch (e) {
                        case LookUpFailure.TooMany _ -> "too-many";
                        case LookUpFailure.Unavailable _ -> "unavailable";
                        case LookUpFailure.Refused _ -> "refused";
                    });
            throw e;
        } finally {
            // A request without an answer keeps its latest time: it may still arrive.
            if (System.nanoTime() - began < settings.timeout().toNanos()) {
                budget.answered(request);
            }
        }
    }

    private void awaitAllowed() throws InterruptedException {
        Duration wait = budget.wait(source);
        while (wait.isPositive()) {
            pause(wait);
            wait = budget.wait(source);
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (closed.await(wait.toMillis() + 1, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the service stops");
        }
    }

    private void count(String outcome) {
        meters.counter("nodecore.enrichment.requests", "provider", source.name(), "outcome", outcome)
                .increment();
    }

    /** Interrupts all waits. */
    @Override
    public void close() {
        closed.countDown();
    }
}
