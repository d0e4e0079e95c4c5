package io.nodecore.usage.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.usage.minutes.UsageEntry.CorrectedBilling;
import io.nodecore.usage.traffic.Traffic;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UsageCorrectionWireTest {

    private static final Path GOLDEN = Path.of("../schemas/src/test/resources/golden/usage.corrected.hex");

    @Test
    void the_fact_that_stands_in_the_topic_is_changes_each_with_the_day_of_its_billing() throws IOException {
        byte[] golden = HexFormat.of().parseHex(Files.readString(GOLDEN).strip());

        assertThat(UsageCorrectionWire.decode(golden))
                .containsExactly(new UsageEntry(
                        29_925_240,
                        42,
                        9,
                        3,
                        new Traffic(-500, -125_000),
                        new CorrectedBilling(LocalDate.parse("2026-11-24"), new BigDecimal("-125499.5"))));
    }

    @Test
    void what_is_no_correction_can_not_be_read() {
        assertThatThrownBy(() -> UsageCorrectionWire.decode("no protobuf at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }
}
