package io.nodecore.operations.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets so many audits run at once, and refuses others: asked = {@code nodecore.audits.running} + ended + {@code .refused}. */
final class AuditLimit {

    private final Semaphore free;
    private final Counter refused;

    AuditLimit(AuditSettings settings, MeterRegistry meters) {
        this.free = new Semaphore(settings.atOnce());
        this.refused = meters.counter("nodecore.audits.refused");
        Gauge.builder("nodecore.audits.running", free, permits -> settings.atOnce() - permits.availablePermits())
                .strongReference(true)
                .register(meters);
    }

    /** @throws FailureException when as many as may are running */
    <A> A within(Supplier<A> audit) {
        if (!free.tryAcquire()) {
            refused.increment();
            throw new FailureException(new Failure.Unavailable("audits"));
        }
        try {
            return audit.get();
        } finally {
            free.release();
        }
    }
}
