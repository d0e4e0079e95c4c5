package io.nodecore.control.subscription;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.User;
import io.nodecore.control.fact.UserFact;
import io.nodecore.control.link.LinkRules;
import io.nodecore.control.link.LinkRules.Linked;
import io.nodecore.control.link.LinkTable;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.user.UserRules;
import io.nodecore.control.user.UserTable;
import io.nodecore.nodeconfig.NodeProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The entry point for users, subscriptions and links. */
final class SubscriptionIntake {

    private final DecisionLog<ControlFact> journal;
    private final UserTable users;
    private final SubscriptionTable subscriptions;
    private final LinkTable links;
    private final NodeProtocolTable protocols;

    SubscriptionIntake(
            DecisionLog<ControlFact> journal,
            UserTable users,
            SubscriptionTable subscriptions,
            LinkTable links,
            NodeProtocolTable protocols) {
        this.journal = journal;
        this.users = users;
        this.subscriptions = subscriptions;
        this.links = links;
        this.protocols = protocols;
    }

    User createUser(@Nullable String name, @Nullable String status) {
        return journal.decide("user created", now -> {
            User user = UserRules.user(users.nextId(), name, status);
            return Decision.of(user, new UserFact.Created(user));
        });
    }

    User changeUser(long id, UnaryOperator<User> change) {
        return journal.decide("user changed", now -> {
            User before = requireUser(id);
            User after = change.apply(before);
            return after.equals(before) ? Decision.of(after) : Decision.of(after, new UserFact.Changed(after));
        });
    }

    /** A user's subscriptions and their links are deleted with the user. */
    void deleteUser(long id) {
        journal.decide("user deleted", now -> {
            requireUser(id);
            List<ControlFact> facts = new ArrayList<>();
            subscriptions.ofUser(id).forEach(subscription -> facts.addAll(end(subscription.id())));
            facts.add(new UserFact.Deleted(id));
            return new Decision<>(id, facts);
        });
    }

    Subscription createSubscription(SubscriptionTerms terms) {
        return journal.decide("subscription created", now -> {
            Subscription subscription = SubscriptionRules.subscription(subscriptions.nextId(), terms, now);
            if (users.find(subscription.userId()).isEmpty()) {
                throw Violations.refuse("userId", "there is no user " + subscription.userId());
            }
            return Decision.of(subscription, new SubscriptionFact.Created(subscription));
        });
    }

    /** @param statusGiven whether the change itself contains a status */
    Subscription changeSubscription(long id, UnaryOperator<SubscriptionTerms> change, boolean statusGiven) {
        return journal.decide("subscription changed", now -> {
            Subscription before = requireSubscription(id);
            SubscriptionTerms terms = change.apply(SubscriptionTerms.of(before));
            Subscription after = SubscriptionRules.changed(before, terms, statusGiven, now);
            return after.equals(before) ? Decision.of(after) : Decision.of(after, new SubscriptionFact.Changed(after));
        });
    }

    void deleteSubscription(long id) {
        journal.decide("subscription deleted", now -> {
            requireSubscription(id);
            return new Decision<>(id, end(id));
        });
    }

    Linked link(long subscriptionId, long nodeProtocolId) {
        return journal.decide("link created", now -> {
            requireSubscription(subscriptionId);
            NodeProtocol protocol = protocols
                    .find(nodeProtocolId)
                    .orElseThrow(
                            () -> Violations.refuse("nodeProtocolId", "there is no node protocol " + nodeProtocolId));
            return LinkRules.link(
                    subscriptionId,
                    protocol,
                    links.find(subscriptionId, nodeProtocolId),
                    links.nextId(),
                    UUID.randomUUID());
        });
    }

    void unlink(long subscriptionId, UUID uuid) {
        journal.decide("link deleted", now -> {
            requireSubscription(subscriptionId);
            Link link = links.find(subscriptionId, uuid)
                    .orElseThrow(() -> new FailureException(new Failure.Unknown("link", uuid.toString())));
            return Decision.of(link, new LinkFact.Deleted(link));
        });
    }

    User requireUser(long id) {
        return users.find(id).orElseThrow(() -> new FailureException(new Failure.Unknown("user", Long.toString(id))));
    }

    Subscription requireSubscription(long id) {
        return subscriptions
                .find(id)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("subscription", Long.toString(id))));
    }

    private List<ControlFact> end(long subscriptionId) {
        List<ControlFact> facts = new ArrayList<>();
        links.ofSubscription(subscriptionId).forEach(link -> facts.add(new LinkFact.Deleted(link)));
        facts.add(new SubscriptionFact.Deleted(subscriptionId));
        return facts;
    }
}
