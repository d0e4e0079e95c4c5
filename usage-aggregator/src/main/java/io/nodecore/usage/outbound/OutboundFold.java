package io.nodecore.usage.outbound;

import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.facts.OutboundUsageItem;
import io.nodecore.schemas.facts.OutboundUsageReported;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Items folded to one row per outbound. Pure. */
final class OutboundFold {

    /** One outbound of one node; ordered, so that all transactions lock rows in one order. */
    record Outbound(long nodeId, String tag) implements Comparable<Outbound> {

        private static final Comparator<Outbound> ORDER =
                Comparator.comparingLong(Outbound::nodeId).thenComparing(Outbound::tag);

        @Override
        public int compareTo(Outbound other) {
            return ORDER.compare(this, other);
        }
    }

    /** Bytes in both directions. */
    record Bytes(long up, long down) {

        Bytes plus(Bytes other) {
            return new Bytes(Math.addExact(up, other.up), Math.addExact(down, other.down));
        }
    }

    private OutboundFold() {}

    /** @throws ArithmeticException when a sum leaves the range of a bigint */
    static SortedMap<Outbound, Bytes> of(List<JournaledFact<OutboundUsageReported>> facts) {
        SortedMap<Outbound, Bytes> outbounds = new TreeMap<>();
        for (JournaledFact<OutboundUsageReported> fact : facts) {
            for (OutboundUsageItem item : fact.fact().getItemsList()) {
                outbounds.merge(
                        new Outbound(fact.headers().nodeId(), item.getTag()),
                        new Bytes(item.getBytesUp(), item.getBytesDown()),
                        Bytes::plus);
            }
        }
        return outbounds;
    }
}
