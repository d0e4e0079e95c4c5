package io.nodecore.control.subscription;

import io.nodecore.control.fact.Subscription;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Selects subscriptions; an absent member does not restrict the selection.
 *
 * @param status active, limited, expired, disabled
 * @param nodeId those with a link on this node
 * @param nodeProtocolId those with a link on this node protocol
 */
record SubscriptionFilter(
        @Nullable Long userId,
        @Nullable String status,
        @Nullable Long nodeId,
        @Nullable Long nodeProtocolId) {

    @Nullable
    String statusWord() {
        return status == null ? null : status.toLowerCase(Locale.ROOT);
    }

    boolean hasKnownStatus() {
        if (status == null) {
            return true;
        }
        for (Subscription.Status known : Subscription.Status.values()) {
            if (known.word().equals(statusWord())) {
                return true;
            }
        }
        return false;
    }
}
