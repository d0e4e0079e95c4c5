package io.nodecore.usage.quotas;

import io.nodecore.usage.quotas.LimitCrossed.Share;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Which events a limit needs: compares the use with the shares for which events were published before. The result depends on the state and
 * not on the gain that led to it: use that a replay repaired leads to an event with the next report.
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
     * The limit that has an event and is not reached any more, because of a correction or of a replay that repaired the use. A warning
     * has no such counterpart.
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
