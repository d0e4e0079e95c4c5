package io.nodecore.usage.quotas;

import io.nodecore.usage.quotas.LimitCrossed.Share;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What has to be told of a limit: where the use stands with it, against what was told before. That is a question of state and not of the
 * gain that made it so; use that a replay repaired is told of with the next report.
 */
final class LimitCrossingRules {

    private LimitCrossingRules() {}

    /** The shares that are reached and were not told of in this quota and period. */
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
     * The limit that was told to be reached and is not, because of a correction or of a replay that repaired the use. Nobody is told of
     * a share that is left.
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
