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
 * Facts folded to one row per key, because a statement may contain a key only once. Pure.
 *
 * @param minutes the sum of each usage minute
 * @param subscriptions the increase of each subscription, or its decrease by a correction; entries without a subscription are in no sum
 * @param billed the same by the day of arrival
 */
record UsageFold(
        SortedMap<UsageKey, Traffic> minutes,
        SortedMap<Long, Billed> subscriptions,
        SortedMap<BilledDay, Billed> billed) {

    static UsageFold of(List<JournaledFact<List<UsageEntry>>> facts) {
        Map<UsageKey, Traffic> minutes = new HashMap<>();
        Map<Long, Billed> subscriptions = new HashMap<>();
        Map<BilledDay, Billed> billed = new HashMap<>();
        for (JournaledFact<List<UsageEntry>> fact : facts) {
            long receivedAtMs = fact.headers().receivedAtMs();
            LocalDate day = BilledDay.dayOf(receivedAtMs);
            Multipliers multipliers = fact.headers().multipliers();
            for (UsageEntry entry : fact.fact()) {
                minutes.merge(UsageKey.of(fact.headers().nodeId(), entry), entry.traffic(), Traffic::plus);
                if (entry.subscriptionId() != 0) {
                    CorrectedBilling correction = entry.billing();
                    Billed gain = correction == null
                            ? Billed.of(entry.traffic(), multipliers.of(entry.nodeProtocolId()), receivedAtMs)
                            : new Billed(entry.traffic(), correction.billedBytes(), receivedAtMs);
                    subscriptions.merge(entry.subscriptionId(), gain, Billed::plus);
                    billed.merge(
                            new BilledDay(entry.subscriptionId(), correction == null ? day : correction.day()),
                            gain,
                            Billed::plus);
                }
            }
        }
        return new UsageFold(new TreeMap<>(minutes), new TreeMap<>(subscriptions), new TreeMap<>(billed));
    }
}
