package io.nodecore.usage.quotas;

import io.nodecore.journal.DomainEvent;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.QuotaPeriod;
import io.nodecore.schemas.Topics;
import io.nodecore.usage.quotas.LimitCrossed.Share;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reached and lifted limits as domain events. The id follows from subscription, quota and period: a repeated event has the same id. */
final class QuotaEvents {

    private static final String SOURCE = "/nodecore/usage-aggregator";
    private static final JsonMapper json = JsonMapper.shared();

    private QuotaEvents() {}

    static OutboxRecord record(LimitCrossed limit) {
        return record(typeOf(limit.share()), limit, "reachedAt");
    }

    static OutboxRecord lifted(LimitCrossed limit) {
        return record("subscription.limit-lifted", limit, "liftedAt");
    }

    private static OutboxRecord record(String type, LimitCrossed limit, String timeName) {
        QuotaTerms terms = limit.terms();
        QuotaPeriod period = limit.period();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("subscriptionId", terms.subscriptionId());
        data.put("userId", terms.userId());
        data.put("trafficLimitBytes", limit.limitBytes());
        data.put("bytesUp", shown(limit.use().traffic().bytesUp()));
        data.put("bytesDown", shown(limit.use().traffic().bytesDown()));
        // Rounded down, so that no event shows a limit as reached that is not.
        data.put(
                "billedBytes",
                shown(limit.use().billedBytes().setScale(0, RoundingMode.DOWN).toBigInteger()));
        data.put("quotaEpoch", terms.quotaEpoch());
        data.put("periodStart", period == null ? null : period.startsAt().toString());
        data.put("periodEnd", period == null ? null : period.endsAt().toString());
        if (limit.share() == Share.WARNING) {
            data.put("percent", limit.share().percent());
        }
        data.put(timeName, limit.reachedAt().toString());
        String id = type + ":" + terms.subscriptionId() + ":" + terms.quotaEpoch()
                + (period == null ? "" : ":" + period.firstDay());
        var event = new DomainEvent(
                id,
                SOURCE,
                type,
                Long.toString(terms.subscriptionId()),
                limit.reachedAt(),
                json.writeValueAsBytes(data));
        return OutboxRecord.of(event.toRecord(Topics.SUBSCRIPTION_EVENTS));
    }

    /** In the range of an int64; a sum is below 0 while a correction is read before the reports that it corrects. */
    private static BigInteger shown(BigInteger bytes) {
        return bytes.max(BigInteger.ZERO).min(BigInteger.valueOf(Long.MAX_VALUE));
    }

    private static String typeOf(Share share) {
        return switch (share) {
            case WARNING -> "subscription.limit-warning";
            case LIMIT -> "subscription.limit-reached";
        };
    }
}
