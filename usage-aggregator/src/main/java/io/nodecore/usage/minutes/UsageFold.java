package io.nodecore.usage.minutes;

import io.nodecore.journal.Multipliers;
import io.nodecore.projection.JournaledFact;
import io.nodecore.usage.minutes.UsageEntry.CorrectedBilling;
import io.nodecore.usage.quotas.Billed;
import io.nodecore.usage.quotas.BilledDay;
import io.nodecore.usage.traffic.Traffic;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts folded to one row per key: a statement may meet a key once only. Pure.
 *
 * @param minutes the sum of each usage minute
 * @param subscriptions what each subscription gained, or lost by a correction; entries without one are in no sum
 * @param billed the same by the day of arrival, with what counts of it against a limit
 */
record UsageFold(
        SortedMap<UsageKey, Traffic> minutes,
        SortedMap<Long, Gain> subscriptions,
        SortedMap<BilledDay, Billed> billed) {

    /**
     * What a subscription gained.
     *
     * @param receivedAtMs of the latest report or correction among them
     */
    record Gain(Traffic traffic, long receivedAtMs) {

        Gain plus(Gain other) {
            return new Gain(traffic.plus(other.traffic), Math.max(receivedAtMs, other.receivedAtMs));
        }
    }

    static UsageFold of(List<JournaledFact<List<UsageEntry>>> facts) {
        Map<UsageKey, Traffic> minutes = new HashMap<>();
        Map<Long, Gain> subscriptions = new HashMap<>();
        Map<BilledDay, Billed> billed = new HashMap<>();
        for (JournaledFact<List<UsageEntry>> fact : facts) {
            long receivedAtMs = fact.headers().receivedAtMs();
            LocalDate day = BilledDay.dayOf(receivedAtMs);
            Multipliers multipliers = fact.headers().multipliers();
            for (UsageEntry entry : fact.fact()) {
                minutes.merge(UsageKey.of(fact.headers().nodeId(), entry), entry.traffic(), Traffic::plus);
                if (entry.subscriptionId() != 0) {
                    Traffic traffic = entry.traffic();
                    subscriptions.merge(entry.subscriptionId(), new Gain(traffic, receivedAtMs), Gain::plus);
                    CorrectedBilling correction = entry.billing();
                    billed.merge(
                            new BilledDay(entry.subscriptionId(), correction == null ? day : correction.day()),
                            correction == null
                                    ? Billed.of(traffic, multipliers.of(entry.nodeProtocolId()), receivedAtMs)
                                    : new Billed(traffic, correction.billedBytes(), receivedAtMs),
                            Billed::plus);
                }
            }
        }
        return new UsageFold(new TreeMap<>(minutes), new TreeMap<>(subscriptions), new TreeMap<>(billed));
    }
}
