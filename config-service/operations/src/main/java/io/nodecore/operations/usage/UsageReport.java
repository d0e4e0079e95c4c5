package io.nodecore.operations.usage;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A fact of node.usage, as usage-aggregator counts it. */
public record UsageReport(Place place, FactHeaders headers, List<Entry> entries) {

    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MS_PER_MINUTE = 60_000;

    /** The position of a record in its topic. */
    public record Place(int partition, long offset) {

        static Place of(ConsumerRecord<?, ?> record) {
            return new Place(record.partition(), record.offset());
        }
    }

    /** @param multiplier of the bytes at the time when they arrived */
    public record Entry(UsageCell cell, UsageAmount amount, BigDecimal multiplier) {}

    /**
     * @throws InvalidProtocolBufferException if the bytes are not such a fact
     * @throws RuntimeException if a time or an amount in them is invalid
     */
    static UsageReport read(ConsumerRecord<byte[], byte[]> record, FactHeaders headers)
            throws InvalidProtocolBufferException {
        if (record.value() == null) {
            throw new IllegalArgumentException("the record has no value");
        }
        List<Entry> entries = new ArrayList<>();
        for (UsageEntry entry : UsageReported.parseFrom(record.value()).getEntriesList()) {
            entries.add(entry(entry, headers));
        }
        return new UsageReport(Place.of(record), headers, entries);
    }

    private static Entry entry(UsageEntry entry, FactHeaders headers) {
        if (entry.getBytesUp() < 0 || entry.getBytesDown() < 0) {
            throw new IllegalArgumentException("bytes must be 0 or more");
        }
        var cell = new UsageCell(
                Math.floorDiv(OffsetDateTime.parse(entry.getRecordedAt()).toEpochSecond(), SECONDS_PER_MINUTE),
                Math.floorDiv(headers.receivedAtMs(), MS_PER_MINUTE),
                entry.getUserId(),
                entry.getSubscriptionId(),
                entry.getNodeProtocolId());
        BigDecimal multiplier = headers.multipliers().of(entry.getNodeProtocolId());
        UsageAmount bytes = UsageAmount.of(entry.getBytesUp(), entry.getBytesDown(), BigDecimal.ZERO);
        return new Entry(cell, cell.billed(bytes, multiplier), multiplier);
    }
}
