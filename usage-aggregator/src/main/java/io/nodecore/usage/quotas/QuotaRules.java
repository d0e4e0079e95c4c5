package io.nodecore.usage.quotas;

import io.nodecore.usage.quotas.Crossing.Share;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** When a limit, or the share of it that is warned of, is crossed. */
final class QuotaRules {

    private QuotaRules() {}

    /**
     * What a gain crossed: reached after it, and not before it.
     *
     * @param after the use of the period with the gain in it
     * @param gained billed bytes
     */
    static List<Crossing> crossed(Terms terms, PeriodKey key, PeriodUse after, BigDecimal gained, Instant receivedAt) {
        BigDecimal before = after.billedBytes().subtract(gained);
        return reached(terms, key, after, receivedAt).stream()
                .filter(crossing -> !crossing.share().isReached(before, crossing.limitBytes()))
                .toList();
    }

    /** The limit that a correction left: reached before it, and not after it. Nobody is told of a share that is left. */
    static List<Crossing> lifted(Terms terms, PeriodKey key, PeriodUse after, BigDecimal gained, Instant decidedAt) {
        Long limit = terms.trafficLimitBytes();
        return limit == null
                        || Share.LIMIT.isReached(after.billedBytes(), limit)
                        || !Share.LIMIT.isReached(after.billedBytes().subtract(gained), limit)
                ? List.of()
                : List.of(new Crossing(terms, limit, key.period(), Share.LIMIT, after, decidedAt));
    }

    /** What is reached already when these terms begin: the traffic came before them. */
    static List<Crossing> reached(Terms terms, PeriodKey key, PeriodUse use, Instant at) {
        Long limit = terms.trafficLimitBytes();
        if (limit == null) {
            return List.of();
        }
        return Arrays.stream(Share.values())
                .filter(share -> share.isReached(use.billedBytes(), limit))
                .map(share -> new Crossing(terms, limit, key.period(), share, use, at))
                .toList();
    }
}
