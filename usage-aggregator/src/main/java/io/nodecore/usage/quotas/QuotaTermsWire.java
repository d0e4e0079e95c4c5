package io.nodecore.usage.quotas;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.control.Subscription;

/** The value of topic control.subscriptions as terms. */
final class QuotaTermsWire {

    private QuotaTermsWire() {}

    static QuotaTerms decode(byte[] value) throws InvalidProtocolBufferException {
        Subscription subscription = Subscription.parseFrom(value);
        return new QuotaTerms(
                subscription.getId(),
                subscription.getUserId(),
                // A record that was written before quotas had epochs has none.
                Math.max(1, subscription.getQuotaEpoch()),
                subscription.getQuotaSinceMs(),
                subscription.hasTrafficLimitBytes() ? subscription.getTrafficLimitBytes() : null,
                subscription.getResetPeriod());
    }
}
