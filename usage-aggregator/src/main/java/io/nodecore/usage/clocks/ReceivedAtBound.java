package io.nodecore.usage.clocks;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.RedriveHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Replaces the {@code received-at} of a fact by the time at which the broker appended it, if the two differ by more than a tolerance: then
 * the clock of the gateway is wrong. Billing periods, windows of repeats and hours of node stats follow this time, so a gateway whose
 * clock is days off neither deletes nor doubles anything.
 *
 * <p>Both times are in the log and never change, so a replay gives the same rows. A redriven fact was appended long after it was
 * received: its time is bounded towards the future only. The time of a correction is that of a decision of config-service, which may be
 * published much later: it is kept.
 */
public final class ReceivedAtBound {

    /** Takes every {@code received-at} as it is. */
    public static final ReceivedAtBound NONE = new ReceivedAtBound(Long.MAX_VALUE, topic -> {});

    private final long toleranceMs;
    private final Consumer<String> replaced;

    private ReceivedAtBound(long toleranceMs, Consumer<String> replaced) {
        this.toleranceMs = toleranceMs;
        this.replaced = replaced;
    }

    /** {@code nodecore.usage.received.at.replaced} counts the facts by topic, again if they are read again. */
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

    /** @param fact as read from the record */
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
        FactHeaders said = fact.headers();
        return new JournaledFact<>(
                fact.topic(),
                fact.partition(),
                fact.offset(),
                new FactHeaders(
                        said.eventId(), said.nodeId(), record.timestamp(), said.reportId(), said.multipliers()),
                fact.fact());
    }
}
