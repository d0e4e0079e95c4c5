package io.nodecore.operations.correction;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.journal.FactHeaders;
import io.nodecore.operations.correction.CorrectionFact.Change;
import io.nodecore.operations.correction.UsageCorrection.Figures;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.correction.UsageCorrection.Range;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.corrections.CorrectedAmount;
import io.nodecore.schemas.corrections.CorrectedRange;
import io.nodecore.schemas.corrections.CorrectedUsage;
import io.nodecore.schemas.corrections.CorrectionTotals;
import io.nodecore.schemas.corrections.ReadUpTo;
import io.nodecore.schemas.corrections.UsageCorrected;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Converts a part of a correction to a record of {@code usage.corrected}, and back. */
public final class CorrectionWire {

    private CorrectionWire() {}

    static OutboxRecord record(CorrectionFact fact, UUID eventId) {
        UsageCorrection correction = fact.correction();
        var record = new ProducerRecord<>(
                Topics.USAGE_CORRECTED.name(),
                Long.toString(correction.nodeId()).getBytes(StandardCharsets.UTF_8),
                message(fact).toByteArray());
        // Id and part are the report id, so that a second publication is recognised as a repeat.
        new FactHeaders(
                        eventId.toString(),
                        correction.nodeId(),
                        correction.decidedAt().toEpochMilli(),
                        "correction-" + correction.id() + "-" + fact.part())
                .writeTo(record.headers());
        return OutboxRecord.of(record);
    }

    /** @throws ArithmeticException if a change exceeds the range of a bigint */
    public static UsageCorrected message(CorrectionFact fact) {
        UsageCorrection correction = fact.correction();
        var message = UsageCorrected.newBuilder()
                .setCorrectionId(correction.id())
                .setPart(fact.part())
                .setParts(fact.parts())
                .setKind(correction.kind().word())
                .setRange(range(correction.range()))
                .setReason(correction.reason())
                .setAuthor(correction.author())
                .setDecidedAtMs(correction.decidedAt().toEpochMilli())
                .setTotals(CorrectionTotals.newBuilder()
                        .setEntries(correction.entries())
                        .setBefore(amount(correction.before()))
                        .setAfter(amount(correction.after())));
        BigDecimal factor = correction.factor();
        if (factor != null) {
            message.setFactor(factor.toPlainString());
        }
        Figures figures = correction.figures();
        if (figures != null) {
            amended(message, figures);
        }
        Long reverts = correction.reverts();
        if (reverts != null) {
            message.setReverts(reverts);
        }
        correction
                .readUpTo()
                .forEach((partition, offset) -> message.addReadUpTo(
                        ReadUpTo.newBuilder().setPartition(partition).setOffset(offset)));
        fact.changes().forEach(change -> message.addEntries(entry(change)));
        return message.build();
    }

    /**
     * @throws InvalidProtocolBufferException if the bytes are not such a fact
     * @throws IllegalArgumentException if config-service can't have written it
     */
    public static CorrectionFact read(long nodeId, byte[] value) throws InvalidProtocolBufferException {
        UsageCorrected message = UsageCorrected.parseFrom(value);
        SortedMap<Integer, Long> readUpTo = new TreeMap<>();
        message.getReadUpToList().forEach(read -> readUpTo.put(read.getPartition(), read.getOffset()));
        var correction = new UsageCorrection(
                message.getCorrectionId(),
                nodeId,
                Kind.valueOf(message.getKind().toUpperCase(Locale.ROOT)),
                range(message.getRange()),
                message.hasFactor() ? new BigDecimal(message.getFactor()) : null,
                figures(message),
                message.hasReverts() ? message.getReverts() : null,
                message.getReason(),
                message.getAuthor(),
                Instant.ofEpochMilli(message.getDecidedAtMs()),
                readUpTo,
                message.getTotals().getEntries(),
                amount(message.getTotals().getBefore()),
                amount(message.getTotals().getAfter()));
        return new CorrectionFact(
                correction,
                message.getPart(),
                message.getParts(),
                message.getEntriesList().stream().map(CorrectionWire::change).toList());
    }

    private static void amended(UsageCorrected.Builder message, Figures figures) {
        @Nullable Long up = figures.bytesUp();
        if (up != null) {
            message.setAmendedBytesUp(up);
        }
        @Nullable Long down = figures.bytesDown();
        if (down != null) {
            message.setAmendedBytesDown(down);
        }
    }

    private static @Nullable Figures figures(UsageCorrected message) {
        return message.hasAmendedBytesUp() || message.hasAmendedBytesDown()
                ? new Figures(
                        message.hasAmendedBytesUp() ? message.getAmendedBytesUp() : null,
                        message.hasAmendedBytesDown() ? message.getAmendedBytesDown() : null)
                : null;
    }

    private static CorrectedUsage entry(Change change) {
        UsageCell cell = change.cell();
        UsageAmount by = change.by();
        return CorrectedUsage.newBuilder()
                .setMinute(cell.minute())
                .setArrivedMinute(cell.arrivedMinute())
                .setUserId(cell.userId())
                .setSubscriptionId(cell.subscriptionId())
                .setNodeProtocolId(cell.nodeProtocolId())
                .setBytesUp(by.bytesUp().longValueExact())
                .setBytesDown(by.bytesDown().longValueExact())
                .setBilledBytes(by.billedBytes().toPlainString())
                .build();
    }

    private static Change change(CorrectedUsage entry) {
        return new Change(
                new UsageCell(
                        entry.getMinute(),
                        entry.getArrivedMinute(),
                        entry.getUserId(),
                        entry.getSubscriptionId(),
                        entry.getNodeProtocolId()),
                UsageAmount.of(entry.getBytesUp(), entry.getBytesDown(), new BigDecimal(entry.getBilledBytes())));
    }

    private static CorrectedRange range(Range range) {
        var message = CorrectedRange.newBuilder()
                .setFromMs(range.from().toEpochMilli())
                .setToMs(range.to().toEpochMilli());
        @Nullable Long user = range.userId();
        if (user != null) {
            message.setUserId(user);
        }
        @Nullable Long subscription = range.subscriptionId();
        if (subscription != null) {
            message.setSubscriptionId(subscription);
        }
        @Nullable Long protocol = range.nodeProtocolId();
        if (protocol != null) {
            message.setNodeProtocolId(protocol);
        }
        return message.build();
    }

    private static Range range(CorrectedRange message) {
        return new Range(
                Instant.ofEpochMilli(message.getFromMs()),
                Instant.ofEpochMilli(message.getToMs()),
                message.hasUserId() ? message.getUserId() : null,
                message.hasSubscriptionId() ? message.getSubscriptionId() : null,
                message.hasNodeProtocolId() ? message.getNodeProtocolId() : null);
    }

    private static CorrectedAmount amount(UsageAmount amount) {
        return CorrectedAmount.newBuilder()
                .setBytesUp(amount.bytesUp().toString())
                .setBytesDown(amount.bytesDown().toString())
                .setBilledBytes(amount.billedBytes().toPlainString())
                .build();
    }

    private static UsageAmount amount(CorrectedAmount message) {
        return new UsageAmount(
                new BigInteger(message.getBytesUp()),
                new BigInteger(message.getBytesDown()),
                new BigDecimal(message.getBilledBytes()));
    }
}
