package io.nodecore.usage.quotas;

import io.nodecore.usage.quotas.LimitCrossed.Share;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Decides which events a limit needs: compares the use with the shares that have events already. The result depends on the total use and
 * not on the last increase: if a replay repairs the use, the next report publishes the missing event.
 */
final class LimitCrossingRules {

    private LimitCrossingRules() {}

    /** The shares that are reached and have no event yet in this quota and period. */
    static List<LimitCrossed> crossed(QuotaTerms terms, PeriodKey key, PeriodUse use, Instant at) {
        Long limit = terms.trafficLimitBytes();
        if (limit == null) {
            return List.of();
        }
        return Arrays.stream(Share.values())
                .filter(share -> share.percent() > use.notifiedPercent() && share.isReached(use.billedBytes(), limit))
                .map(share -> new LimitCrossed(terms, limit, key.period(), share, use, at))
                .toList();
    }

    /**
     * The limit that has an event and is no longer reached, because of a correction or a replay that repaired the use. For a warning no
     * such event exists.
     */
    static List<LimitCrossed> lifted(QuotaTerms terms, PeriodKey key, PeriodUse use, Instant at) {
        Long limit = terms.trafficLimitBytes();
        return limit == null
                        || use.notifiedPercent() < Share.LIMIT.percent()
                        || Share.LIMIT.isReached(use.billedBytes(), limit)
                ? List.of()
                : List.of(new LimitCrossed(terms, limit, key.period(), Share.LIMIT, use, at));
    }
}
