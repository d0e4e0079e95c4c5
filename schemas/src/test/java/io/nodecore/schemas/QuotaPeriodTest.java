package io.nodecore.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "day,   2026-11-24T00:00:00.000Z, 2026-11-24, 2026-11-25",
        "day,   2026-11-24T23:59:59.999Z, 2026-11-24, 2026-11-25",
        "week,  2026-11-22T23:59:59.999Z, 2026-11-16, 2026-11-23",
        "week,  2026-11-23T00:00:00.000Z, 2026-11-23, 2026-11-30",
        "week,  2026-12-31T12:00:00.000Z, 2026-12-28, 2027-01-04",
        "month, 2026-11-30T23:59:59.999Z, 2026-11-01, 2026-12-01",
        "month, 2026-12-01T00:00:00.000Z, 2026-12-01, 2027-01-01",
        "month, 2028-02-29T12:00:00.000Z, 2028-02-01, 2028-03-01"
    })
    void aMomentBelongsToThePeriodOfItsUtcDay(String resetPeriod, Instant moment, LocalDate first, LocalDate end) {
        var period = Objects.requireNonNull(QuotaPeriod.of(resetPeriod, moment));

        assertThat(period).isEqualTo(new QuotaPeriod(first, end));
        assertThat(period.startsAt()).isBeforeOrEqualTo(moment);
        assertThat(period.endsAt()).isAfter(moment);
    }

    @Test
    void without_a_reset_there_is_no_period() {
        assertThat(QuotaPeriod.of("none", Instant.EPOCH)).isNull();
    }

    @Test
    void an_unknown_word_is_refused() {
        assertThatThrownBy(() -> QuotaPeriod.of("year", Instant.EPOCH)).hasMessageContaining("'year'");
    }
}
