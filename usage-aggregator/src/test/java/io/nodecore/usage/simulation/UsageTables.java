package io.nodecore.usage.simulation;

import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.corrections.CorrectedUsage;
import io.nodecore.schemas.corrections.UsageCorrected;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Usage minutes, subscription traffic and what counts against limits, added up entry by entry, of reports and of corrections. */
final class UsageTables implements OnePass.Tables {

    static final String ROWS = """
            select concat_ws(' ', 'minute', extract(epoch from minute)::bigint, node_id, user_id, subscription_id,
                             node_protocol_id, bytes_up, bytes_down)
            from (table usage_minutes_2026_01 union all table usage_minutes_other) minutes
            union all
            select concat_ws(' ', 'hour', extract(epoch from hour)::bigint, node_id, user_id, subscription_id,
                             node_protocol_id, bytes_up, bytes_down)
            from (table usage_hours_2026_q1 union all table usage_hours_other) hours
            union all
            select concat_ws(' ', 'day', extract(epoch from day)::bigint, node_id, user_id, subscription_id,
                             node_protocol_id, bytes_up, bytes_down)
            from (table usage_days_2026 union all table usage_days_other) days
            union all
            select concat_ws(' ', 'node-hour', extract(epoch from hour)::bigint, node_id, bytes_up, bytes_down)
            from node_usage_hours
            union all
            select concat_ws(' ', 'subscription', subscription_id, bytes_up, bytes_down, billed_bytes,
                             (extract(epoch from updated_at) * 1000)::bigint) from subscription_traffic
            union all
            select concat_ws(' ', 'billing', subscription_id, day, bytes_up, bytes_down, billed_bytes)
            from subscription_billing
            """;

    static final String EMPTY = """
            delete from usage_minutes_2026_01; delete from usage_minutes_other; delete from usage_hours_2026_q1;
            delete from usage_hours_other; delete from usage_days_2026; delete from usage_days_other;
            delete from node_usage_hours; delete from subscription_traffic; delete from subscription_billing;
            """;

    private Map<String, BigInteger> sums = new HashMap<>();
    /** What corrections changed of the billing; without multipliers every byte is billed once. */
    private final Map<String, BigDecimal> billed = new HashMap<>();

    private final Map<Long, Long> updatedAt = new HashMap<>();

    @Override
    public void add(String topic, FactHeaders headers, byte[] value) throws Exception {
        if (topic.equals(SimulatedCorrections.TOPIC)) {
            correct(headers, UsageCorrected.parseFrom(value));
            return;
        }
        Map<String, BigInteger> after = new HashMap<>(sums);
        UsageReported report = UsageReported.parseFrom(value);
        LocalDate day = Instant.ofEpochMilli(headers.receivedAtMs())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        for (UsageEntry entry : report.getEntriesList()) {
            long minute = OffsetDateTime.parse(entry.getRecordedAt())
                    .toInstant()
                    .truncatedTo(ChronoUnit.MINUTES)
                    .getEpochSecond();
            String key = headers.nodeId() + " " + entry.getUserId() + " " + entry.getSubscriptionId() + " "
                    + entry.getNodeProtocolId();
            for (String ofTime : timeKeys(minute, headers.nodeId(), key)) {
                add(after, ofTime, entry);
            }
            if (entry.getSubscriptionId() > 0) {
                add(after, "subscription " + entry.getSubscriptionId(), entry);
                add(after, "billing " + entry.getSubscriptionId() + " " + day, entry);
            }
        }
        sums = after;
        for (UsageEntry entry : report.getEntriesList()) {
            if (entry.getSubscriptionId() > 0) {
                updatedAt.merge(entry.getSubscriptionId(), headers.receivedAtMs(), Math::max);
            }
        }
    }

    private void correct(FactHeaders headers, UsageCorrected correction) {
        for (CorrectedUsage entry : correction.getEntriesList()) {
            BigDecimal change = new BigDecimal(entry.getBilledBytes());
            LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(entry.getArrivedMinute(), 24 * 60));
            List<String> keys = new ArrayList<>(timeKeys(
                    entry.getMinute() * 60,
                    headers.nodeId(),
                    headers.nodeId() + " " + entry.getUserId() + " " + entry.getSubscriptionId() + " "
                            + entry.getNodeProtocolId()));
            keys.add("subscription " + entry.getSubscriptionId());
            keys.add("billing " + entry.getSubscriptionId() + " " + day);
            for (String key : keys) {
                sums.merge(key + " up", BigInteger.valueOf(entry.getBytesUp()), BigInteger::add);
                sums.merge(key + " down", BigInteger.valueOf(entry.getBytesDown()), BigInteger::add);
                BigDecimal bytes = BigDecimal.valueOf(entry.getBytesUp()).add(BigDecimal.valueOf(entry.getBytesDown()));
                billed.merge(key, change.subtract(bytes), BigDecimal::add);
            }
            updatedAt.merge(entry.getSubscriptionId(), headers.receivedAtMs(), Math::max);
        }
    }

    /** The rows of the minute, its hour, its day, and the node's hour. */
    private static List<String> timeKeys(long minute, long nodeId, String key) {
        long hour = Math.floorDiv(minute, 3_600) * 3_600;
        return List.of(
                "minute " + minute + " " + key,
                "hour " + hour + " " + key,
                "day " + Math.floorDiv(minute, 86_400) * 86_400 + " " + key,
                "node-hour " + hour + " " + nodeId);
    }

    @Override
    public List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String key : sums.keySet()) {
            if (key.endsWith(" up")) {
                String name = key.substring(0, key.length() - 3);
                BigInteger up = Objects.requireNonNull(sums.get(key));
                BigInteger down = Objects.requireNonNull(sums.get(name + " down"));
                BigDecimal all = new BigDecimal(up.add(down)).add(billed.getOrDefault(name, BigDecimal.ZERO));
                rows.add(name + " " + up + " " + down + more(name, all));
            }
        }
        return rows;
    }

    /** Columns that only one of the tables has. */
    private String more(String name, BigDecimal billed) {
        if (name.startsWith("billing ")) {
            return " " + billed.toPlainString();
        }
        return name.startsWith("subscription ")
                ? " " + billed.toPlainString() + " " + updatedAt.get(Long.parseLong(name.substring("subscription ".length())))
                : "";
    }

    private static void add(Map<String, BigInteger> sums, String key, UsageEntry entry) {
        add(sums, key + " up", entry.getBytesUp());
        add(sums, key + " down", entry.getBytesDown());
    }

    private static void add(Map<String, BigInteger> sums, String key, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("not an amount of bytes: " + bytes);
        }
        sums.merge(key, BigInteger.valueOf(bytes), BigInteger::add);
    }

    /**
     * Few keys, so that sums meet. All nodes share the subscriptions; some sums leave the range of a bigint.
     */
    static final class Content implements SimulatedReports.Content {

        @Override
        public byte[] report(Random random, int partition) {
            var report = UsageReported.newBuilder();
            for (int i = random.nextInt(5); i > 0; i--) {
                report.addEntries(entry(random, partition));
            }
            return report.build().toByteArray();
        }

        @Override
        public byte[] poison(Random random, int partition) {
            UsageEntry.Builder entry = entry(random, partition);
            switch (random.nextInt(4)) {
                case 0 -> entry.setBytesUp(-1);
                case 1 -> entry.setRecordedAt("yesterday");
                case 2 -> entry.setBytesDown(Long.MIN_VALUE);
                default -> {
                    return "no protobuf at all".getBytes(StandardCharsets.UTF_8);
                }
            }
            return UsageReported.newBuilder()
                    .addEntries(entry(random, partition))
                    .addEntries(entry)
                    .build()
                    .toByteArray();
        }

        private static UsageEntry.Builder entry(Random random, int partition) {
            boolean large = random.nextInt(10) == 0;
            long largest = large ? Long.MAX_VALUE : 1L << 40;
            long subscription = large ? random.nextInt(2) * 100 : random.nextInt(3);
            var entry = UsageEntry.newBuilder()
                    .setUserId(1 + random.nextInt(2))
                    .setNodeProtocolId(1 + random.nextInt(2))
                    .setBytesUp(random.nextLong(largest))
                    .setBytesDown(random.nextLong(largest))
                    .setRecordedAt(
                            random.nextInt(8) == 0
                                    ? "2024-11-20T01:02:03+03:00"
                                    : "2026-01-01T12:0" + random.nextInt(3) + ":" + (10 + random.nextInt(50)) + "Z");
            if (subscription > 0 || random.nextBoolean()) {
                entry.setSubscriptionId(subscription);
            }
            return entry;
        }
    }
}
