package io.nodecore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportRepeatsTest {

    private static final long FIRST = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    @Test
    void a_report_is_a_repeat_up_to_and_including_seven_days_after_the_first() {
        long sevenDays = Duration.ofDays(7).toMillis();
        assertThat(ReportRepeats.isRepeat(FIRST, FIRST + sevenDays)).isTrue();
        assertThat(ReportRepeats.isRepeat(FIRST, FIRST + sevenDays + 1)).isFalse();
        assertThat(ReportRepeats.firstAtEarliest(Instant.ofEpochMilli(FIRST + sevenDays)))
                .isEqualTo(Instant.ofEpochMilli(FIRST));
    }

    @Test
    void a_report_that_was_received_before_the_first_is_a_repeat() {
        assertThat(ReportRepeats.isRepeat(FIRST, FIRST - 1)).isTrue();
    }
}
