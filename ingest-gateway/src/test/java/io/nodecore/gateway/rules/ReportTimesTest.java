package io.nodecore.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTimesTest {

    private static final int INPUTS = 20_000;
    private static final List<String> FORMS = List.of(
            "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXXXX",
            "uuuu-MM-dd HH:mm:ss.SSSSSSSSSXX",
            "uuuu-MM-dd't'HH:mm:ss.SSSSSSSSSxxx",
            "uuuu-MM-dd HH:mm:ss,SSSSSSSSS xx",
            "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'99'XXX");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z",
        "2026-11-23T10:00Z, 2026-11-23T10:00:00Z",
        "2026-11-23t10:00:00.123456789z, 2026-11-23T10:00:00.123456789Z",
        "2026-11-23T10:00:00.1234567891Z, 2026-11-23T10:00:00.123456789Z",
        "2026-11-23T10:00:00.9999999999999Z, 2026-11-23T10:00:00.999999999Z",
        "2026-11-23T10:00:00.5Z, 2026-11-23T10:00:00.500Z",
        "1970-01-01T00:00:00+00:00, 1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
        "2000-02-29T00:00:00-18:00, 2000-02-29T18:00:00Z",
        "2026-11-23T10:00:00+05:30, 2026-11-23T04:30:00Z",
        "2026-11-23T10:00:00+0530, 2026-11-23T04:30:00Z",
        "2026-11-23T10:00:00+05, 2026-11-23T05:00:00Z",
        "2026-11-23T10:00:00-00:00, 2026-11-23T10:00:00Z",
        "2026-11-23 10:00:00Z, 2026-11-23T10:00:00Z",
        "2026-11-23 10:00:00 +0000, 2026-11-23T10:00:00Z",
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z"
    })
    void a_time_has_one_spelling(String written, String canonical) {
        assertThat(ReportTimes.canonical(written)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23T10:00:00",
                "2026-11-23",
                "1764000000",
                "2026-13-01T00:00:00Z",
                "2025-02-29T00:00:00Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23  10:00:00Z",
                "2026-11-23T10:00:00.Z",
                "1970-01-01T00:00:00+00:01",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-00:01",
                "2026-11-23T10:00:00+19:00",
                "２026-11-23T10:00:00Z",
                "2026-11-23T10:00:00Z[UTC]",
                "2026-11-23T10:00:00.00000000000000000000000000000000000000000000000Z"
            })
    void anything_else_is_no_time(String written) {
        assertThat(ReportTimes.canonical(written)).isNull();
    }

    @Test
    void every_form_of_an_instant_gives_the_same_text() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = Instant.parse("9999-12-30T00:00:00Z").getEpochSecond();
        for (int i = 0; i < INPUTS; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(100_000, end), random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
            for (String form : FORMS) {
                String written =
                        DateTimeFormatter.ofPattern(form, Locale.ROOT).format(OffsetDateTime.ofInstant(time, offset));
                assertThat(ReportTimes.canonical(written))
                        .as("seed %d, input %d, %s", seed, i, written)
                        .isEqualTo(time.toString());
                assertThat(ReportTimes.parse(written))
                        .as("seed %d, input %d, %s", seed, i, written)
                        .isEqualTo(time);
            }
        }
    }
}
