package io.nodecore.usage.minutes;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.corrections.CorrectedUsage;
import io.nodecore.schemas.corrections.UsageCorrected;
import io.nodecore.usage.minutes.UsageEntry.CorrectedBilling;
import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Converts a fact of topic usage.corrected to usage entries: each entry is a change. */
final class UsageCorrectionWire {

    private static final int MINUTES_PER_DAY = 24 * 60;

    private UsageCorrectionWire() {}

    /**
     * @throws InvalidProtocolBufferException if the bytes are not such a fact
     * @throws RuntimeException if an amount in them is invalid
     */
    static List<UsageEntry> decode(byte[] value) throws InvalidProtocolBufferException {
        UsageCorrected part = UsageCorrected.parseFrom(value);
        List<UsageEntry> entries = new ArrayList<>(part.getEntriesCount());
        for (CorrectedUsage entry : part.getEntriesList()) {
            LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(entry.getArrivedMinute(), MINUTES_PER_DAY));
            entries.add(new UsageEntry(
                    entry.getMinute(),
                    entry.getUserId(),
                    entry.getSubscriptionId(),
                    entry.getNodeProtocolId(),
                    new Traffic(entry.getBytesUp(), entry.getBytesDown()),
                    new CorrectedBilling(day, new BigDecimal(entry.getBilledBytes()))));
        }
        return entries;
    }
}
