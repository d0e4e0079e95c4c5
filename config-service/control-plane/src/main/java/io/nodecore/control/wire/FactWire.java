package io.nodecore.control.wire;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.access.TokenScope;
import io.nodecore.control.fact.AccessToken;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.Quota;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.TokenFact;
import io.nodecore.control.fact.User;
import io.nodecore.control.fact.UserFact;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts the latest state of a key in a compacted topic back to a fact: for an empty table, that state replaces all earlier facts. */
public final class FactWire {

    /** The compacted topics that a rebuild reads. Keys and revisions follow from {@code node.lifecycle}. */
    public static final List<Topic<?>> COMPACTED = List.of(
            Topics.CONTROL_CODES,
            Topics.CONTROL_USERS,
            Topics.CONTROL_SUBSCRIPTIONS,
            Topics.CONTROL_LINKS,
            Topics.CONTROL_TOKENS);

    private FactWire() {}

    /**
     * @param topic one of {@link #COMPACTED}
     * @throws Exception if config-service did not write the value
     */
    public static ControlFact latest(Topic<?> topic, String key, byte[] value) throws Exception {
        if (topic.equals(Topics.CONTROL_CODES)) {
            return code(key, io.nodecore.schemas.control.RegistrationCode.parseFrom(value));
        }
        if (topic.equals(Topics.CONTROL_USERS)) {
            return user(io.nodecore.schemas.control.User.parseFrom(value));
        }
        if (topic.equals(Topics.CONTROL_SUBSCRIPTIONS)) {
            return subscription(io.nodecore.schemas.control.Subscription.parseFrom(value));
        }
        if (topic.equals(Topics.CONTROL_TOKENS)) {
            return token(key, io.nodecore.schemas.control.AdminToken.parseFrom(value));
        }
        return link(io.nodecore.schemas.control.Link.parseFrom(value));
    }

    private static CodeFact code(String hash, io.nodecore.schemas.control.RegistrationCode state) {
        return new CodeFact.Issued(new RegistrationCode(
                new Sha256(hash),
                state.getMaxUses(),
                Instant.ofEpochMilli(state.getExpiresAtMs()),
                state.getNodeIdsList()));
    }

    private static TokenFact token(String hash, io.nodecore.schemas.control.AdminToken state) {
        return new TokenFact.Issued(new AccessToken(
                new Sha256(hash),
                state.getName(),
                word(TokenScope.class, state.getScope()),
                Instant.ofEpochMilli(state.getCreatedAtMs())));
    }

    private static UserFact user(io.nodecore.schemas.control.User state) {
        return new UserFact.Created(
                new User(state.getId(), state.getName(), word(User.Status.class, state.getStatus())));
    }

    private static SubscriptionFact subscription(io.nodecore.schemas.control.Subscription state) {
        @Nullable Long limit = state.hasTrafficLimitBytes() ? state.getTrafficLimitBytes() : null;
        @Nullable Instant expiresAt = state.hasExpiresAtMs() ? Instant.ofEpochMilli(state.getExpiresAtMs()) : null;
        return new SubscriptionFact.Created(new Subscription(
                state.getId(),
                state.getUserId(),
                word(Subscription.Status.class, state.getStatus()),
                limit,
                word(Subscription.ResetPeriod.class, state.getResetPeriod()),
                expiresAt,
                quota(state)));
    }

    /** A state that was written before quotas existed belongs to the first one. */
    private static Quota quota(io.nodecore.schemas.control.Subscription state) {
        @Nullable
        Instant reachedFor = state.hasQuotaReachedForMs() ? Instant.ofEpochMilli(state.getQuotaReachedForMs()) : null;
        @Nullable
        Instant resetsAt = state.hasQuotaResetsAtMs() ? Instant.ofEpochMilli(state.getQuotaResetsAtMs()) : null;
        return new Quota(
                Math.max(1, state.getQuotaEpoch()),
                Instant.ofEpochMilli(state.getQuotaSinceMs()),
                reachedFor,
                resetsAt);
    }

    private static LinkFact link(io.nodecore.schemas.control.Link state) {
        return new LinkFact.Created(new Link(
                state.getId(),
                UUID.fromString(state.getUuid()),
                state.getSubscriptionId(),
                state.getNodeProtocolId(),
                state.getNodeId()));
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
