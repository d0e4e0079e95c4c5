package io.nodecore.journal.clocks;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.schemas.Topics;
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

    /** @param replaced is given the topic of each fact whose time is replaced; a fact that is read again is given again */
    public static ReceivedAtBound of(ReceivedAtSettings settings, Consumer<String> replaced) {
        return new ReceivedAtBound(settings.receivedAtTolerance().toMillis(), replaced);
    }

    /** @param headers as read from the record */
    public FactHeaders bound(ConsumerRecord<byte[], byte[]> record, FactHeaders headers) {
        long aheadMs = headers.receivedAtMs() - record.timestamp();
        boolean isWrong = record.timestampType() == TimestampType.LOG_APPEND_TIME
                && !record.topic().equals(Topics.USAGE_CORRECTED.name())
                && (aheadMs > toleranceMs
                        || aheadMs < -toleranceMs
                                && RedriveHeaders.find(record.headers()).isEmpty());
        if (!isWrong) {
            return headers;
        }
        replaced.accept(record.topic());
        return new FactHeaders(
                headers.eventId(), headers.nodeId(), record.timestamp(), headers.reportId(), headers.multipliers());
    }
}
