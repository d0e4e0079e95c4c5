package io.nodecore.journal.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.RedriveHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReceivedAtBoundTest {

    private static final long APPENDED_AT = 1_800_000_000_000L;
    private static final long TOLERANCE = 600_000;

    private final List<String> replaced = new ArrayList<>();
    private final ReceivedAtBound bound =
            ReceivedAtBound.of(new ReceivedAtSettings(Duration.ofMillis(TOLERANCE)), replaced::add);

    @Test
    void a_time_within_the_tolerance_is_kept() {
        assertThat(bounded(APPENDED_AT, false)).isEqualTo(APPENDED_AT);
        assertThat(bounded(APPENDED_AT - TOLERANCE, false)).isEqualTo(APPENDED_AT - TOLERANCE);
        assertThat(bounded(APPENDED_AT + TOLERANCE, false)).isEqualTo(APPENDED_AT + TOLERANCE);
        assertThat(replaced).isEmpty();
    }

    @Test
    void a_time_beyond_the_tolerance_is_replaced_by_that_of_the_broker_and_counted() {
        assertThat(bounded(APPENDED_AT + TOLERANCE + 1, false)).isEqualTo(APPENDED_AT);
        assertThat(bounded(APPENDED_AT - TOLERANCE - 1, false)).isEqualTo(APPENDED_AT);
        assertThat(bounded(0, false)).isEqualTo(APPENDED_AT);
        assertThat(bounded(Long.MAX_VALUE, false)).isEqualTo(APPENDED_AT);
        assertThat(replaced).hasSize(4).containsOnly("node.usage");
    }

    @Test
    void a_redriven_fact_keeps_a_past_time_and_loses_a_future_one() {
        assertThat(bounded(APPENDED_AT - 30 * TOLERANCE, true)).isEqualTo(APPENDED_AT - 30 * TOLERANCE);
        assertThat(bounded(APPENDED_AT + 30 * TOLERANCE, true)).isEqualTo(APPENDED_AT);
    }

    @Test
    void a_correction_keeps_the_time_of_its_decision() {
        assertThat(bound.bound(record("usage.corrected", false), headers(0)).receivedAtMs())
                .isZero();
    }

    @Test
    void nothing_but_the_time_changes() {
        FactHeaders given = headers(0);

        assertThat(bound.bound(record("node.usage", false), given))
                .isEqualTo(new FactHeaders("e", 7, APPENDED_AT, "r", given.multipliers()));
    }

    @Test
    void without_a_bound_every_time_is_kept() {
        assertThat(ReceivedAtBound.NONE
                        .bound(record("node.usage", false), headers(0))
                        .receivedAtMs())
                .isZero();
    }

    @Test
    void the_tolerance_has_a_default_and_a_name() {
        assertThat(bind(Map.of())).isEqualTo(new ReceivedAtSettings(Duration.ofMinutes(10)));
        assertThat(bind(Map.of("nodecore.usage.received-at-tolerance", "1h")))
                .isEqualTo(new ReceivedAtSettings(Duration.ofHours(1)));
        assertThatThrownBy(() -> bind(Map.of("nodecore.usage.received-at-tolerance", "0s")))
                .hasRootCauseMessage("nodecore.usage.received-at-tolerance must be positive, got PT0S");
    }

    private static ReceivedAtSettings bind(Map<String, String> given) {
        return new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("nodecore.usage", ReceivedAtSettings.class);
    }

    private long bounded(long receivedAtMs, boolean redriven) {
        return bound.bound(record("node.usage", redriven), headers(receivedAtMs))
                .receivedAtMs();
    }

    private static FactHeaders headers(long receivedAtMs) {
        return new FactHeaders("e", 7, receivedAtMs, "r");
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
