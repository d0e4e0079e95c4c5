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
 * Asks a provider within its limits: waits until a request is allowed, tries again with growing pauses when it is away, and leaves it
 * alone when it was away too often.
 *
 * <p>Counter {@code nodecore.enrichment.requests} (provider, outcome: answered, too-many, unavailable, refused); gauge
 * {@code nodecore.enrichment.circuit.open} (provider): 1 while nobody is asked, or one request
 * is tried.
 */
public final class ProviderClient implements AutoCloseable {

    private static final int LATEST_REQUESTS = 10;
    private static final float FAILED_PERCENT = 50;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(60);

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
        this(source, settings, jdbc, clock, meters, LEFT_ALONE);
    }

    /** @param leftAlone how long nobody is asked once the circuit is open */
    ProviderClient(
            AddressSource source,
            ProviderSettings settings,
            JdbcClient jdbc,
            InstantSource clock,
            MeterRegistry meters,
            Duration leftAlone) {
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
                        .waitDurationInOpenState(leftAlone)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(ProviderClient::isAway)
                        .build());
        this.pauses = IntervalFunction.ofExponentialRandomBackoff(settings.backOff(), 2);
        meters.gauge(
                "nodecore.enrichment.circuit.open",
                io.micrometer.core.instrument.Tags.of("provider", source.name()),
                circuit,
                it -> it.getState() == CircuitBreaker.State.CLOSED ? 0 : 1);
    }

    /** One that answers is not away, whatever it says. */
    private static boolean isAway(Throwable failure) {
        return failure instanceof LookUpFailure.Unavailable && !(failure instanceof LookUpFailure.Silent);
    }

    public String provider() {
        return source.name();
    }

    public int batchSize() {
        return source.batchSize();
    }

    /** Whether the provider wants to be left alone now; it may have said so before this process began. */
    public boolean isHeld() {
        return budget.isHeld();
    }

    /**
     * One for each address that the answer names: what is known of the others stays as it is.
     *
     * @param ips public addresses, no more than {@link #batchSize}
     * @throws LookUpFailure when the provider gave no answer; the addresses can be asked about later
     * @throws InterruptedException when the service stops
     */
    public List<IpInfo> about(List<String> ips) throws LookUpFailure, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(ips);
            } catch (LookUpFailure.Silent e) {
                // The job has pauses of its own for this, which don't keep the other job waiting.
                throw e;
            } catch (LookUpFailure.Unavailable e) {
                if (attempt >= settings.attempts()) {
                    throw e;
                }
                pause(Duration.ofMillis(pauses.apply(attempt)));
            } catch (LookUpFailure.TooMany e) {
                budget.hold(e.leaveAlone());
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
                    source.name() + " was away too often and is left alone for " + LEFT_ALONE.toSeconds() + " s");
        }
        try {
            return permitted(ips);
        } catch (RuntimeException | InterruptedException e) {
            // Says nothing about the provider. Kept, it would be the one that a half-open circuit waits for, for ever.
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
            // A request without an answer keeps its latest time: it may still be under way.
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

    /** Ends every wait. */
    @Override
    public void close() {
        closed.countDown();
    }
}
