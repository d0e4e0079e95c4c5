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

/** Crossings as domain events. Quota and period name an event, so that it carries the same id whoever tells of it again. */
final class QuotaEvents {

    private static final String SOURCE = "/nodecore/usage-aggregator";
    private static final JsonMapper json = JsonMapper.shared();

    private QuotaEvents() {}

    static OutboxRecord record(LimitCrossed crossing) {
        return record(typeOf(crossing.share()), crossing, "reachedAt");
    }

    static OutboxRecord lifted(LimitCrossed crossing) {
        return record("subscription.limit-lifted", crossing, "liftedAt");
    }

    private static OutboxRecord record(String type, LimitCrossed crossing, String timeName) {
        QuotaTerms terms = crossing.terms();
        QuotaPeriod period = crossing.period();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("subscriptionId", terms.subscriptionId());
        data.put("userId", terms.userId());
        data.put("trafficLimitBytes", crossing.limitBytes());
        data.put("bytesUp", shown(crossing.use().traffic().bytesUp()));
        data.put("bytesDown", shown(crossing.use().traffic().bytesDown()));
        // Down, so that it never says that a limit is reached which is not.
        data.put(
                "billedBytes",
                shown(crossing.use()
                        .billedBytes()
                        .setScale(0, RoundingMode.DOWN)
                        .toBigInteger()));
        data.put("quotaEpoch", terms.quotaEpoch());
        data.put("periodStart", period == null ? null : period.startsAt().toString());
        data.put("periodEnd", period == null ? null : period.endsAt().toString());
        if (crossing.share() == Share.WARNING) {
            data.put("percent", crossing.share().percent());
        }
        data.put(timeName, crossing.reachedAt().toString());
        String id = type + ":" + terms.subscriptionId() + ":" + terms.quotaEpoch()
                + (period == null ? "" : ":" + period.firstDay());
        var event = new DomainEvent(
                id,
                SOURCE,
                type,
                Long.toString(terms.subscriptionId()),
                crossing.reachedAt(),
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
