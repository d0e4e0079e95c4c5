package io.nodecore.control.wire;

import com.google.protobuf.MessageLite;
import io.nodecore.control.fact.AccessToken;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.User;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.Multipliers;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.control.NodeMultipliers;
import io.nodecore.schemas.control.ProtocolMultiplier;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Records of the compacted {@code control.*} topics: the complete latest state of a key, or a tombstone. */
public final class CompactedRecords {

    private CompactedRecords() {}

    public static OutboxRecord latest(Topic<?> topic, String key, MessageLite state, UUID eventId) {
        return new OutboxRecord(topic.name(), key, state.toByteArray(), headers(eventId));
    }

    static OutboxRecord tombstone(Topic<?> topic, String key, UUID eventId) {
        return new OutboxRecord(topic.name(), key, null, headers(eventId));
    }

    static MessageLite code(RegistrationCode code) {
        return io.nodecore.schemas.control.RegistrationCode.newBuilder()
                .setMaxUses(code.maxUses())
                .setExpiresAtMs(code.expiresAt().toEpochMilli())
                .addAllNodeIds(code.nodeIds())
                .build();
    }

    static MessageLite token(AccessToken token) {
        return io.nodecore.schemas.control.AdminToken.newBuilder()
                .setName(token.name())
                .setScope(token.scope().word())
                .setCreatedAtMs(token.createdAt().toEpochMilli())
                .build();
    }

    static MessageLite user(User user) {
        return io.nodecore.schemas.control.User.newBuilder()
                .setId(user.id())
                .setName(user.name())
                .setStatus(user.status().word())
                .build();
    }

    static MessageLite subscription(Subscription subscription) {
        var state = io.nodecore.schemas.control.Subscription.newBuilder()
                .setId(subscription.id())
                .setUserId(subscription.userId())
                .setStatus(subscription.status().word())
                .setResetPeriod(subscription.resetPeriod().word())
                .setQuotaEpoch(subscription.quota().epoch())
                .setQuotaSinceMs(subscription.quota().since().toEpochMilli());
        if (subscription.trafficLimitBytes() != null) {
            state.setTrafficLimitBytes(subscription.trafficLimitBytes());
        }
        Instant reachedFor = subscription.quota().reachedFor();
        if (reachedFor != null) {
            state.setQuotaReachedForMs(reachedFor.toEpochMilli());
        }
        Instant resetsAt = subscription.quota().resetsAt();
        if (resetsAt != null) {
            state.setQuotaResetsAtMs(resetsAt.toEpochMilli());
        }
        if (subscription.expiresAt() != null) {
            state.setExpiresAtMs(subscription.expiresAt().toEpochMilli());
        }
        return state.build();
    }

    static MessageLite link(Link link) {
        return io.nodecore.schemas.control.Link.newBuilder()
                .setId(link.id())
                .setUuid(link.uuid().toString())
                .setSubscriptionId(link.subscriptionId())
                .setNodeProtocolId(link.nodeProtocolId())
                .setNodeId(link.nodeId())
                .build();
    }

    static MessageLite multipliers(Multipliers multipliers) {
        var state =
                NodeMultipliers.newBuilder().setMultiplier(multipliers.ofNode().toPlainString());
        multipliers
                .ofProtocols()
                .forEach((id, multiplier) -> state.addProtocols(ProtocolMultiplier.newBuilder()
                        .setNodeProtocolId(id)
                        .setMultiplier(multiplier.toPlainString())));
        return state.build();
    }

    private static Map<String, String> headers(UUID eventId) {
        return Map.of(FactHeaders.EVENT_ID, eventId.toString());
    }
}
