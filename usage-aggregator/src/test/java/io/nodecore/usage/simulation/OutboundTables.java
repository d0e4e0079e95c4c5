package io.nodecore.usage.simulation;

import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.facts.OutboundUsageItem;
import io.nodecore.schemas.facts.OutboundUsageReported;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Outbound traffic, added up item by item. */
final class OutboundTables implements OnePass.Tables {

    static final String ROWS =
            "select concat_ws(' ', node_id, tag, traffic_bytes_up, traffic_bytes_down) from node_outbounds";

    static final String EMPTY = "delete from node_outbounds;";

    private Map<String, BigInteger[]> sums = new HashMap<>();

    @Override
    public void add(String topic, FactHeaders headers, byte[] value) throws Exception {
        Map<String, BigInteger[]> after = new HashMap<>(sums);
        for (OutboundUsageItem item : OutboundUsageReported.parseFrom(value).getItemsList()) {
            if (item.getBytesUp() < 0
                    || item.getBytesDown() < 0
                    || item.getTag().contains("\0")) {
                throw new IllegalArgumentException("can't be kept: " + item);
            }
            String key = headers.nodeId() + " " + item.getTag();
            BigInteger[] before = after.getOrDefault(key, new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO});
            after.put(key, new BigInteger[] {
                before[0].add(BigInteger.valueOf(item.getBytesUp())), before[1].add(BigInteger.valueOf(item.getBytesDown()))
            });
        }
        sums = after;
    }

    @Override
    public List<String> rows() {
        return sums.entrySet().stream()
                .map(sum -> sum.getKey() + " " + sum.getValue()[0] + " " + sum.getValue()[1])
                .toList();
    }

    static final class Content implements SimulatedReports.Content {

        @Override
        public byte[] report(Random random, int partition) {
            var report = OutboundUsageReported.newBuilder();
            for (int i = random.nextInt(4); i > 0; i--) {
                report.addItems(item(random));
            }
            return report.build().toByteArray();
        }

        /** Text with a zero character is valid protobuf that the database refuses. */
        @Override
        public byte[] poison(Random random, int partition) {
            var item = item(random);
            return OutboundUsageReported.newBuilder()
                    .addItems(item(random))
                    .addItems(random.nextBoolean() ? item.setBytesDown(-5) : item.setTag("di\0rect"))
                    .build()
                    .toByteArray();
        }

        private static OutboundUsageItem.Builder item(Random random) {
            long largest = random.nextInt(8) == 0 ? Long.MAX_VALUE : 1L << 40;
            return OutboundUsageItem.newBuilder()
                    .setTag(random.nextBoolean() ? "direct" : "warp")
                    .setBytesUp(random.nextLong(largest))
                    .setBytesDown(random.nextLong(largest));
        }
    }
}
