package io.nodecore.usage.clocks;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Replaces the {@code received-at} of a fact by the time at which the broker appended it, if the two differ by more than a tolerance: the
 * clock of the gateway is then wrong. Billing periods, repeat windows and hours of node stats depend on this time, so a gateway whose clock
 * is days off neither deletes nor doubles any data.
 *
 * <p>Both times are in the log and never change, so a replay gives the same rows. A redriven fact was appended long after it was received:
 * its time is only limited towards the future. The time of a correction is that of a decision of config-service, which may be published
 * much later: it is not replaced.
 */
public final class ReceivedAtBound {

    /** Accepts every {@code received-at} unchanged. */
    public static final ReceivedAtBound NONE = new ReceivedAtBound(Long.MAX_VALUE, topic -> {});

    private final long toleranceMs;
    private final Consumer<String> replaced;

    private ReceivedAtBound(long toleranceMs, Consumer<String> replaced) {
        this.toleranceMs = toleranceMs;
        this.replaced = replaced;
    }

    /** {@code nodecore.usage.received.at.replaced} counts the facts by topic; a fact that is read again counts again. */
    public static ReceivedAtBound of(Duration tolerance, MeterRegistry meters) {
        return new ReceivedAtBound(
                tolerance.toMillis(),
                topic -> meters.counter("nodecore.usage.received.at.replaced", "topic", topic)
                        .increment());
    }

    /** The same projection of facts whose {@code received-at} is bounded. */
    public <F> Projection<F> around(Projection<F> projection) {
        return new ClockedProjection<>(projection, this);
    }

    /** @param fact as decoded from the record */
    <F> JournaledFact<F> bound(ConsumerRecord<byte[], byte[]> record, JournaledFact<F> fact) {
        long aheadMs = fact.headers().receivedAtMs() - record.timestamp();
        boolean isWrong = record.timestampType() == TimestampType.LOG_APPEND_TIME
                && !record.topic().equals(Topics.USAGE_CORRECTED.name())
                && (aheadMs > toleranceMs
                        || aheadMs < -toleranceMs
                                && RedriveHeaders.find(record.headers()).isEmpty());
        if (!isWrong) {
            return fact;
        }
        replaced.accept(record.topic());
        FactHeaders headers = fact.headers();
        return new JournaledFact<>(
                fact.topic(),
                fact.partition(),
                fact.offset(),
                new FactHeaders(
                        headers.eventId(),
                        headers.nodeId(),
                        record.timestamp(),
                        headers.reportId(),
                        headers.multipliers()),
                fact.fact());
    }
}
