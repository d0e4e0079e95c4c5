package io.nodecore.control.wire;

import io.nodecore.control.fact.EndedPeriod;
import io.nodecore.control.fact.Subscription;
import io.nodecore.journal.DomainEvent;
import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The domain events of the control plane. An event's id is derived from its fact, so a second publication has the same id. */
public final class ControlEvents {

    private static final String SOURCE = "/nodecore/config-service";
    private static final JsonMapper json = JsonMapper.shared();

    private ControlEvents() {}

    static OutboxRecord nodeRegistered(long nodeId, NodeProfile profile, Instant at) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("nodeId", nodeId);
        data.put("name", profile.name());
        data.put("ip", profile.ip());
        data.put("port", profile.port());
        data.put("region", profile.region());
        data.put("domain", profile.domain());
        data.put("registeredAt", at.toString());
        return node("node.registered", nodeId, "", at, data);
    }

    static OutboxRecord nodeOffline(long nodeId, Instant lastSeenAt, Instant at) {
        return node(
                "node.offline", nodeId, ":" + lastSeenAt.toEpochMilli(), at, data(nodeId, "lastSeenAt", lastSeenAt));
    }

    static OutboxRecord configPublished(long nodeId, long revision, Instant at) {
        Map<String, @Nullable Object> data = data(nodeId, "at", at);
        data.put("revision", revision);
        return node("node.config-published", nodeId, ":" + revision, at, data);
    }

    /** A node that was pending or offline has sent a heartbeat. */
    public static OutboxRecord nodeOnline(long nodeId, Instant at) {
        return node("node.online", nodeId, ":" + at.toEpochMilli(), at, data(nodeId, "onlineAt", at));
    }

    /** @param errorId the id of the error in the history */
    public static OutboxRecord nodeError(
            long nodeId, String errorId, String message, @Nullable String code, Instant at) {
        Map<String, @Nullable Object> data = data(nodeId, "occurredAt", at);
        data.put("message", message);
        data.put("code", code);
        return node("node.error", nodeId, ":" + errorId, at, data);
    }

    public static OutboxRecord configApplied(long nodeId, long revision, Instant at) {
        Map<String, @Nullable Object> data = data(nodeId, "at", at);
        data.put("revision", revision);
        return node("node.config-applied", nodeId, ":" + revision + ":" + at.toEpochMilli(), at, data);
    }

    static OutboxRecord subscriptionExpired(Subscription subscription, Instant expiredAt, Instant at) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("subscriptionId", subscription.id());
        data.put("userId", subscription.userId());
        data.put("expiredAt", expiredAt.toString());
        String id = "subscription.expired:" + subscription.id() + ":" + expiredAt.toEpochMilli();
        return event(Topics.SUBSCRIPTION_EVENTS, id, "subscription.expired", subscription.id(), at, data);
    }

    static OutboxRecord subscriptionReset(Subscription subscription, EndedPeriod ended, Instant at) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("subscriptionId", subscription.id());
        data.put("userId", subscription.userId());
        data.put("bytesUp", ended.bytesUp());
        data.put("bytesDown", ended.bytesDown());
        data.put("billedBytes", ended.billedBytes());
        data.put("periodStart", ended.startedAt().toString());
        data.put("resetAt", ended.endedAt().toString());
        String id = "subscription.reset:" + subscription.id() + ":"
                + ended.endedAt().toEpochMilli();
        return event(Topics.SUBSCRIPTION_EVENTS, id, "subscription.reset", subscription.id(), at, data);
    }

    private static Map<String, @Nullable Object> data(long nodeId, String timeName, Instant time) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("nodeId", nodeId);
        data.put(timeName, time.toString());
        return data;
    }

    private static OutboxRecord node(
            String type, long nodeId, String occurrence, Instant at, Map<String, @Nullable Object> data) {
        return event(Topics.NODE_EVENTS, type + ":" + nodeId + occurrence, type, nodeId, at, data);
    }

    private static OutboxRecord event(
            Topic<?> topic, String id, String type, long subject, Instant at, Map<String, @Nullable Object> data) {
        return OutboxRecord.of(
                new DomainEvent(id, SOURCE, type, Long.toString(subject), at, json.writeValueAsBytes(data))
                        .toRecord(topic));
    }
}
