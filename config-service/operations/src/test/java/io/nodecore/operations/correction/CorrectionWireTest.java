package io.nodecore.operations.correction;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.operations.correction.UsageCorrection.Figures;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import io.nodecore.outbox.OutboxRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CorrectionWireTest {

    private static final Path GOLDEN = Path.of("../../schemas/src/test/resources/golden/usage.corrected.hex");

    @Test
    void the_fact_that_stands_in_the_topic_is_read_and_would_be_written_the_same() throws IOException {
        byte[] golden = HexFormat.of().parseHex(Files.readString(GOLDEN).strip());

        CorrectionFact fact = CorrectionWire.read(3, golden);

        assertThat(fact.correction().kind()).isEqualTo(Kind.UNDO);
        assertThat(fact.correction().range().subscriptionId()).isEqualTo(9);
        assertThat(fact.correction().readUpTo()).containsExactly(Map.entry(4, 1_200L));
        assertThat(fact.changes())
                .containsExactly(new CorrectionFact.Change(
                        new UsageCell(29_925_240, 29_925_241, 42, 9, 3),
                        UsageAmount.of(-500, -125_000, new BigDecimal("-125499.5"))));
        assertThat(CorrectionWire.message(fact).toByteArray()).isEqualTo(golden);
    }

    @Test
    void what_an_amend_was_told_stands_in_the_topic_also_where_it_is_nothing() throws IOException {
        byte[] golden = HexFormat.of()
                .parseHex(Files.readString(GOLDEN.resolveSibling("usage.corrected.amend.hex"))
                        .strip());

        CorrectionFact fact = CorrectionWire.read(3, golden);

        assertThat(fact.correction().kind()).isEqualTo(Kind.AMEND);
        assertThat(fact.correction().figures()).isEqualTo(new Figures(0L, 1_500L));
        assertThat(CorrectionWire.message(fact).toByteArray()).isEqualTo(golden);
    }

    @Test
    void a_record_is_of_its_node_and_named_by_correction_and_part() throws IOException {
        CorrectionFact fact = CorrectionWire.read(
                3, HexFormat.of().parseHex(Files.readString(GOLDEN).strip()));
        UUID eventId = UUID.randomUUID();

        OutboxRecord record = CorrectionWire.record(fact, eventId);

        assertThat(record.topic()).isEqualTo("usage.corrected");
        assertThat(record.key()).isEqualTo("3");
        assertThat(record.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "event-id", eventId.toString(),
                        "node-id", "3",
                        "received-at", "1795530000123",
                        "report-id", "correction-12-1"));
        assertThat(record.value()).isEqualTo(CorrectionWire.message(fact).toByteArray());
    }
}
