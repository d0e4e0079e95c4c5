package io.nodecore.usage.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.projection.JournaledFact;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ReceivedAtBoundTest {

    private static final long APPENDED_AT = 1_800_000_000_000L;
    private static final long TOLERANCE = 600_000;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final ReceivedAtBound bound = ReceivedAtBound.of(Duration.ofMillis(TOLERANCE), meters);

    @Test
    void a_time_within_the_tolerance_is_kept() {
        assertThat(bounded(APPENDED_AT, false)).isEqualTo(APPENDED_AT);
        assertThat(bounded(APPENDED_AT - TOLERANCE, false)).isEqualTo(APPENDED_AT - TOLERANCE);
        assertThat(bounded(APPENDED_AT + TOLERANCE, false)).isEqualTo(APPENDED_AT + TOLERANCE);
        assertThat(meters.find("nodecore.usage.received.at.replaced").counter()).isNull();
    }

    @Test
    void a_time_beyond_the_tolerance_is_replaced_by_that_of_the_broker_and_counted() {
        assertThat(bounded(APPENDED_AT + TOLERANCE + 1, false)).isEqualTo(APPENDED_AT);
        assertThat(bounded(APPENDED_AT - TOLERANCE - 1, false)).isEqualTo(APPENDED_AT);
        assertThat(bounded(0, false)).isEqualTo(APPENDED_AT);
        assertThat(bounded(Long.MAX_VALUE, false)).isEqualTo(APPENDED_AT);
        assertThat(meters.counter("nodecore.usage.received.at.replaced", "topic", "node.usage")
                        .count())
                .isEqualTo(4);
    }

    @Test
    void a_redriven_fact_keeps_a_past_time_and_loses_a_future_one() {
        assertThat(bounded(APPENDED_AT - 30 * TOLERANCE, true)).isEqualTo(APPENDED_AT - 30 * TOLERANCE);
        assertThat(bounded(APPENDED_AT + 30 * TOLERANCE, true)).isEqualTo(APPENDED_AT);
    }

    @Test
    void a_correction_keeps_the_time_of_its_decision() {
        assertThat(bound.bound(record("usage.corrected", false), fact(0))
                        .headers()
                        .receivedAtMs())
                .isZero();
    }

    @Test
    void nothing_but_the_time_changes() {
        var fact = fact(0);
        var replaced = bound.bound(record("node.usage", false), fact);

        assertThat(replaced)
                .isEqualTo(new JournaledFact<>(
                        fact.topic(),
                        fact.partition(),
                        fact.offset(),
                        new FactHeaders("e", 7, APPENDED_AT, "r", fact.headers().multipliers()),
                        "value"));
    }

    @Test
    void without_a_bound_every_time_is_kept() {
        assertThat(ReceivedAtBound.NONE
                        .bound(record("node.usage", false), fact(0))
                        .headers()
                        .receivedAtMs())
                .isZero();
    }

    private long bounded(long receivedAtMs, boolean redriven) {
        return bound.bound(record("node.usage", redriven), fact(receivedAtMs))
                .headers()
                .receivedAtMs();
    }

    private static JournaledFact<String> fact(long receivedAtMs) {
        return new JournaledFact<>("node.usage", 1, 2, new FactHeaders("e", 7, receivedAtMs, "r"), "value");
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, boolean redriven) {
        var headers = new RecordHeaders();
        if (redriven) {
            new RedriveHeaders(1, "node.usage", 1, 0).writeTo(headers);
        }
        return new ConsumerRecord<>(
                topic,
                1,
                2,
                APPENDED_AT,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                headers,
                Optional.empty());
    }
}
