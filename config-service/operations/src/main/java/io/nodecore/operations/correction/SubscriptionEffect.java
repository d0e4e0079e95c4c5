package io.nodecore.operations.correction;

import io.nodecore.operations.correction.CorrectionFact.Change;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The effect of a correction on one subscription.
 *
 * @param subscriptionId 0 for usage without one
 * @param rows number of its amounts that change
 * @param before all of its selected usage before the correction
 * @param after the same with the changes
 */
record SubscriptionEffect(long subscriptionId, long rows, UsageAmount before, UsageAmount after) {

    private static final Comparator<SubscriptionEffect> LARGEST_FIRST = Comparator.comparing(
                    SubscriptionEffect::changedBytes)
            .reversed()
            .thenComparingLong(SubscriptionEffect::subscriptionId);

    /** Only subscriptions that change, the largest changes first. */
    static List<SubscriptionEffect> of(Map<UsageCell, UsageAmount> now, List<Change> changes) {
        Map<Long, SubscriptionEffect> effects = new TreeMap<>();
        for (Change change : changes) {
            effects.merge(
                    change.cell().subscriptionId(),
                    new SubscriptionEffect(change.cell().subscriptionId(), 1, UsageAmount.ZERO, change.by()),
                    SubscriptionEffect::plus);
        }
        now.forEach((cell, amount) -> effects.computeIfPresent(
                cell.subscriptionId(), (id, effect) -> effect.plus(new SubscriptionEffect(id, 0, amount, amount))));
        List<SubscriptionEffect> sorted = new ArrayList<>(effects.values());
        sorted.sort(LARGEST_FIRST);
        return sorted;
    }

    private SubscriptionEffect plus(SubscriptionEffect other) {
        return new SubscriptionEffect(
                subscriptionId, rows + other.rows, before.plus(other.before), after.plus(other.after));
    }

    private BigInteger changedBytes() {
        UsageAmount change = after.minus(before);
        return change.bytesUp().abs().add(change.bytesDown().abs());
    }
}
