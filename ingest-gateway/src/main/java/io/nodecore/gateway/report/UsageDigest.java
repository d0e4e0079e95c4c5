package io.nodecore.gateway.report;

import io.nodecore.gateway.rules.ReportTimes;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.UsageEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * Derives the report id of a usage report from its content, so that a plain retry counts once, over either transport.
 *
 * <p>The digest covers the node and every entry, sorted and with times as instants: it does not depend on the order of the entries or on
 * the spelling of a time. The form is part of the contract with all stored facts: a repeat may come days later, through a newer gateway. So
 * it must never change; a test compares it with known values.
 */
final class UsageDigest {

    private static final byte[] FORM = "nodecore.usage.1\n".getBytes(StandardCharsets.US_ASCII);

    private UsageDigest() {}

    /** {@code sha256:} and lower-case hex. The report must be valid. */
    static String reportId(long nodeId, ReportUsageRequest report, String eventId) {
        MessageDigest digest = sha256();
        digest.update(FORM);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(nodeId).flip());
        ByteBuffer one = ByteBuffer.allocate(Entry.BYTES);
        report.getEntriesList().stream().map(Entry::of).sorted(Entry.ORDER).forEach(entry -> {
            entry.writeTo(one.clear());
            digest.update(one.flip());
        });
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /** @param subscriptionId 0 for none; 0 is not a valid id */
    private record Entry(
            long epochSecond,
            int nano,
            long userId,
            long subscriptionId,
            long nodeProtocolId,
            long bytesUp,
            long bytesDown) {

        static final int BYTES = 6 * Long.BYTES + Integer.BYTES;

        static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::epochSecond)
                .thenComparingInt(Entry::nano)
                .thenComparingLong(Entry::userId)
                .thenComparingLong(Entry::subscriptionId)
                .thenComparingLong(Entry::nodeProtocolId)
                .thenComparingLong(Entry::bytesUp)
                .thenComparingLong(Entry::bytesDown);

        static Entry of(UsageEntry entry) {
            Instant time = ReportTimes.parse(entry.getRecordedAt());
            return new Entry(
                    time.getEpochSecond(),
                    time.getNano(),
                    entry.getUserId(),
                    entry.getSubscriptionId(),
                    entry.getNodeProtocolId(),
                    entry.getBytesUp(),
                    entry.getBytesDown());
        }

        void writeTo(ByteBuffer bytes) {
            bytes.putLong(epochSecond)
                    .putInt(nano)
                    .putLong(userId)
                    .putLong(subscriptionId)
                    .putLong(nodeProtocolId)
                    .putLong(bytesUp)
                    .putLong(bytesDown);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
