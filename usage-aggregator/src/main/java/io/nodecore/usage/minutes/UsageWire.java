package io.nodecore.usage.minutes;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.usage.traffic.Traffic;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Converts a fact of topic node.usage to usage entries. */
final class UsageWire {

    private static final int SECONDS_PER_MINUTE = 60;

    private UsageWire() {}

    /**
     * @throws InvalidProtocolBufferException if the bytes are not such a fact
     * @throws RuntimeException if a time or an amount in them is invalid
     */
    static List<UsageEntry> decode(byte[] value) throws InvalidProtocolBufferException {
        UsageReported report = UsageReported.parseFrom(value);
        List<UsageEntry> entries = new ArrayList<>(report.getEntriesCount());
        // The entries of a report mostly have the same time, and parsing a time costs more than all the rest.
        String time = "";
        long minute = 0;
        for (var entry : report.getEntriesList()) {
            if (!entry.getRecordedAt().equals(time) || entries.isEmpty()) {
                time = entry.getRecordedAt();
                minute = Math.floorDiv(OffsetDateTime.parse(time).toEpochSecond(), SECONDS_PER_MINUTE);
            }
            entries.add(new UsageEntry(
                    minute,
                    entry.getUserId(),
                    entry.getSubscriptionId(),
                    entry.getNodeProtocolId(),
                    new Traffic(entry.getBytesUp(), entry.getBytesDown())));
        }
        return entries;
    }
}
