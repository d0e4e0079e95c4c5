package io.nodecore.control.wire;

import io.nodecore.admin.Sha256;
import io.nodecore.control.decision.FactRecords;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.TokenFact;
import io.nodecore.control.fact.User;
import io.nodecore.control.fact.UserFact;
import io.nodecore.journal.Multipliers;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.NodeKey;
import io.nodecore.schemas.control.NodeRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** Converts a fact to the records that publish it: in its own topic, in the compacted topics and as domain events. */
public final class ControlWire implements FactRecords<ControlFact> {

    private final Supplier<UUID> eventIds;

    public ControlWire(Supplier<UUID> eventIds) {
        this.eventIds = eventIds;
    }

    @Override
    public List<OutboxRecord> of(ControlFact fact, Instant at) {
        return switch (fact) {
            case NodeFact nodeFact -> nodeRecords(nodeFact, at);
            case CodeFact codeFact -> List.of(code(codeFact.code()));
            case UserFact userFact -> List.of(user(userFact));
            case SubscriptionFact subscriptionFact -> subscriptionRecords(subscriptionFact, at);
            case LinkFact linkFact -> List.of(link(linkFact));
            case TokenFact tokenFact -> List.of(token(tokenFact));
        };
    }

    private List<OutboxRecord> nodeRecords(NodeFact fact, Instant at) {
        List<OutboxRecord> records = new ArrayList<>();
        records.add(LifecycleWire.record(fact, eventIds.get(), at));
        long nodeId = fact.nodeId();
        String key = Long.toString(nodeId);
        switch (fact) {
            case NodeFact.Registered(var id, var profile) -> records.add(ControlEvents.nodeRegistered(id, profile, at));
            case NodeFact.Changed changed -> {}
            case NodeFact.Deleted deleted ->
                records.add(CompactedRecords.tombstone(Topics.CONTROL_REVISIONS, key, eventIds.get()));
            case NodeFact.KeyIssued issued -> {}
            case NodeFact.KeyAnnounced(var id, var hash) ->
                records.add(key(hash, NodeKey.newBuilder().setNodeId(id)));
            case NodeFact.KeyRetired(var id, var hash, var validUntil) ->
                records.add(key(hash, NodeKey.newBuilder().setNodeId(id).setValidUntilMs(validUntil.toEpochMilli())));
            case NodeFact.KeyRevoked(var id, var hash) ->
                records.add(CompactedRecords.tombstone(Topics.CONTROL_KEYS, hash.hex(), eventIds.get()));
            case NodeFact.ServicesChanged changed -> {}
            case NodeFact.MultipliersChanged(var id, var multipliers) ->
                records.add(
                        multipliers.equals(Multipliers.ONE)
                                ? CompactedRecords.tombstone(Topics.CONTROL_MULTIPLIERS, key, eventIds.get())
                                : CompactedRecords.latest(
                                        Topics.CONTROL_MULTIPLIERS,
                                        key,
                                        CompactedRecords.multipliers(multipliers),
                                        eventIds.get()));
            case NodeFact.RevisionPublished published -> {
                records.add(CompactedRecords.latest(
                        Topics.CONTROL_REVISIONS,
                        key,
                        NodeRevision.newBuilder()
                                .setRevision(published.revision())
                                .build(),
                        eventIds.get()));
                records.add(ControlEvents.configPublished(nodeId, published.revision(), at));
            }
            case NodeFact.WentOffline(var id, var lastSeenAt) ->
                records.add(ControlEvents.nodeOffline(id, lastSeenAt, at));
        }
        return records;
    }

    private OutboxRecord key(Sha256 hash, NodeKey.Builder key) {
        return CompactedRecords.latest(Topics.CONTROL_KEYS, hash.hex(), key.build(), eventIds.get());
    }

    private OutboxRecord code(RegistrationCode code) {
        return CompactedRecords.latest(
                Topics.CONTROL_CODES, code.hash().hex(), CompactedRecords.code(code), eventIds.get());
    }

    private OutboxRecord token(TokenFact fact) {
        String key = fact.token().hash().hex();
        return switch (fact) {
            case TokenFact.Issued(var token) ->
                CompactedRecords.latest(Topics.CONTROL_TOKENS, key, CompactedRecords.token(token), eventIds.get());
            case TokenFact.Revoked _ -> CompactedRecords.tombstone(Topics.CONTROL_TOKENS, key, eventIds.get());
        };
    }

    private OutboxRecord user(UserFact fact) {
        return switch (fact) {
            case UserFact.Created(var user) -> user(user);
            case UserFact.Changed(var user) -> user(user);
            case UserFact.Deleted(var id) ->
                CompactedRecords.tombstone(Topics.CONTROL_USERS, Long.toString(id), eventIds.get());
        };
    }

    private OutboxRecord user(User user) {
        return CompactedRecords.latest(
                Topics.CONTROL_USERS, Long.toString(user.id()), CompactedRecords.user(user), eventIds.get());
    }

    private List<OutboxRecord> subscriptionRecords(SubscriptionFact fact, Instant at) {
        return switch (fact) {
            case SubscriptionFact.Created(var subscription) -> List.of(subscription(subscription));
            case SubscriptionFact.Changed(var subscription) -> List.of(subscription(subscription));
            case SubscriptionFact.Expired(var subscription) ->
                List.of(
                        subscription(subscription),
                        ControlEvents.subscriptionExpired(
                                subscription, Objects.requireNonNullElse(subscription.expiresAt(), at), at));
            case SubscriptionFact.LimitReached(var subscription) -> List.of(subscription(subscription));
            case SubscriptionFact.Reset(var subscription, var resumed, var ended) ->
                List.of(subscription(subscription), ControlEvents.subscriptionReset(subscription, ended, at));
            case SubscriptionFact.Deleted(var id) ->
                List.of(CompactedRecords.tombstone(Topics.CONTROL_SUBSCRIPTIONS, Long.toString(id), eventIds.get()));
        };
    }

    private OutboxRecord subscription(Subscription subscription) {
        return CompactedRecords.latest(
                Topics.CONTROL_SUBSCRIPTIONS,
                Long.toString(subscription.id()),
                CompactedRecords.subscription(subscription),
                eventIds.get());
    }

    private OutboxRecord link(LinkFact fact) {
        String uuid = fact.link().uuid().toString();
        return switch (fact) {
            case LinkFact.Created(var link) ->
                CompactedRecords.latest(Topics.CONTROL_LINKS, uuid, CompactedRecords.link(link), eventIds.get());
            case LinkFact.Deleted deleted -> CompactedRecords.tombstone(Topics.CONTROL_LINKS, uuid, eventIds.get());
        };
    }
}
