package io.nodecore.usage.outbound;

import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.facts.OutboundUsageItem;
import io.nodecore.schemas.facts.OutboundUsageReported;
import io.nodecore.usage.traffic.Traffic;
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

    private OutboundFold() {}

    static SortedMap<Outbound, Traffic> of(List<JournaledFact<OutboundUsageReported>> facts) {
        SortedMap<Outbound, Traffic> outbounds = new TreeMap<>();
        for (JournaledFact<OutboundUsageReported> fact : facts) {
            for (OutboundUsageItem item : fact.fact().getItemsList()) {
                outbounds.merge(
                        new Outbound(fact.headers().nodeId(), item.getTag()),
                        new Traffic(item.getBytesUp(), item.getBytesDown()),
                        Traffic::plus);
            }
        }
        return outbounds;
    }
}
