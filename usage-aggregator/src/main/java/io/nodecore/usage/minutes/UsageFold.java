package io.nodecore.usage.minutes;

import io.nodecore.projection.JournaledFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts folded to one row per key: a statement may meet a key once only. Pure.
 *
 * @param minutes the sum of each usage minute
 * @param subscriptions what each subscription gained; entries without one are in no sum
 */
record UsageFold(SortedMap<UsageKey, Traffic> minutes, SortedMap<Long, Gain> subscriptions) {

    /**
     * What a subscription gained.
     *
     * @param receivedAtMs of the latest report among them
     */
    record Gain(Traffic traffic, long receivedAtMs) {

        Gain plus(Gain other) {
            return new Gain(traffic.plus(other.traffic), Math.max(receivedAtMs, other.receivedAtMs));
        }
    }

    /** @throws ArithmeticException when a sum leaves the range of a bigint */
    static UsageFold of(List<JournaledFact<List<UsageEntry>>> facts) {
        Map<UsageKey, Traffic> minutes = new HashMap<>();
        Map<Long, Gain> subscriptions = new HashMap<>();
        for (JournaledFact<List<UsageEntry>> fact : facts) {
            for (UsageEntry entry : fact.fact()) {
                minutes.merge(UsageKey.of(fact.headers().nodeId(), entry), entry.traffic(), Traffic::plus);
                if (entry.subscriptionId() != 0) {
                    subscriptions.merge(
                            entry.subscriptionId(),
                            new Gain(entry.traffic(), fact.headers().receivedAtMs()),
                            Gain::plus);
                }
            }
        }
        return new UsageFold(new TreeMap<>(minutes), new TreeMap<>(subscriptions));
    }
}
