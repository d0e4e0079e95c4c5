package io.nodecore.usage.quotas;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.control.Subscription;

/** The value of topic control.subscriptions as terms. */
final class QuotaTermsWire {

    private QuotaTermsWire() {}

    static QuotaTerms decode(byte[] value) throws InvalidProtocolBufferException {
        Subscription said = Subscription.parseFrom(value);
        return new QuotaTerms(
                said.getId(),
                said.getUserId(),
                // A record from before quotas had epochs says none.
                Math.max(1, said.getQuotaEpoch()),
                said.getQuotaSinceMs(),
                said.hasTrafficLimitBytes() ? said.getTrafficLimitBytes() : null,
                said.getResetPeriod());
    }
}
