package io.nodecore.control.subscription;

import io.nodecore.admin.failure.Violations;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.User;
import io.nodecore.control.fact.UserFact;
import io.nodecore.control.link.LinkRules;
import io.nodecore.control.link.LinkRules.Linked;
import io.nodecore.control.link.LinkTable;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.control.user.UserTable;
import io.nodecore.nodeconfig.NodeProtocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entry point for many users, subscriptions and links at once. Each request is one decision: each of its facts is published, and every
 * affected node gets one revision.
 */
final class BulkIntake {

    /** New subscriptions with their links. */
    record Opened(List<Subscription> subscriptions, List<Linked> links) {}

    /**
     * @param matched number of selected subscriptions
     * @param changed number of those that are different now
     * @param lastId of the last selected one, null if the request included all that match
     */
    record Changed(int matched, int changed, @Nullable Long lastId) {}

    private final DecisionLog<ControlFact> journal;
    private final UserTable users;
    private final SubscriptionTable subscriptions;
    private final LinkTable links;
    private final NodeProtocolTable protocols;

    BulkIntake(
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

    /** @param wishes converts the id that a user gets to the user */
    List<User> createUsers(List<? extends Function<Long, User>> wishes) {
        return journal.decide(wishes.size() + " users created", now -> {
            List<Long> ids = users.nextIds(wishes.size());
            List<User> created = each("users", wishes, (wish, i) -> wish.apply(ids.get(i)));
            return new Decision<>(
                    created,
                    created.stream().<ControlFact>map(UserFact.Created::new).toList());
        });
    }

    Changed changeUsers(List<Long> ids, UnaryOperator<User> change) {
        return journal.decide(ids.size() + " users changed", now -> {
            List<User> before = users.find(ids);
            var violations = new Violations();
            BulkRules.known(
                    violations, "ids", ids, before.stream().map(User::id).collect(Collectors.toSet()), "user");
            violations.refuseIfAny();
            return changed(before, change, UserFact.Changed::new, null);
        });
    }

    Opened createSubscriptions(List<SubscriptionTerms> wishes, List<Long> nodeProtocolIds) {
        return journal.decide(wishes.size() + " subscriptions created", now -> {
            List<Long> ids = subscriptions.nextIds(wishes.size());
            List<Subscription> created =
                    each("subscriptions", wishes, (terms, i) -> SubscriptionRules.subscription(ids.get(i), terms, now));
            var violations = new Violations();
            owners(violations, created);
            List<NodeProtocol> on = protocols(violations, nodeProtocolIds);
            violations.refuseIfAny();
            List<ControlFact> facts = new ArrayList<>();
            created.forEach(subscription -> facts.add(new SubscriptionFact.Created(subscription)));
            return new Decision<>(new Opened(created, link(ids, on, facts)), facts);
        });
    }

    /** @param statusGiven whether the change itself contains a status */
    Changed changeSubscriptions(List<Long> ids, UnaryOperator<SubscriptionTerms> change, boolean statusGiven) {
        return journal.decide(ids.size() + " subscriptions changed", now -> {
            List<Subscription> before = subscriptions.find(ids);
            var violations = new Violations();
            BulkRules.known(
                    violations,
                    "ids",
                    ids,
                    before.stream().map(Subscription::id).collect(Collectors.toSet()),
                    "subscription");
            violations.refuseIfAny();
            return changed(before, terms(change, statusGiven, now), SubscriptionFact.Changed::new, null);
        });
    }

    /** Those that match, up to {@link BulkRules#MOST_ITEMS} of them, in the order of their ids. */
    Changed changeSubscriptions(
            SubscriptionFilter filter, long afterId, UnaryOperator<SubscriptionTerms> change, boolean statusGiven) {
        return journal.decide("subscriptions changed", now -> {
            List<Subscription> found = subscriptions.matching(filter, afterId, BulkRules.MOST_ITEMS + 1);
            boolean isMore = found.size() > BulkRules.MOST_ITEMS;
            List<Subscription> before = isMore ? found.subList(0, BulkRules.MOST_ITEMS) : found;
            return changed(
                    before,
                    terms(change, statusGiven, now),
                    SubscriptionFact.Changed::new,
                    isMore ? before.getLast().id() : null);
        });
    }

    /** A link of each of the subscriptions on each of the node protocols; an existing one is kept. */
    List<Linked> createLinks(List<Long> subscriptionIds, List<Long> nodeProtocolIds) {
        return journal.decide("links created", now -> {
            var violations = new Violations();
            Set<Long> existing = subscriptions.find(subscriptionIds).stream()
                    .map(Subscription::id)
                    .collect(Collectors.toSet());
            BulkRules.known(violations, "subscriptionIds", subscriptionIds, existing, "subscription");
            List<NodeProtocol> on = protocols(violations, nodeProtocolIds);
            violations.refuseIfAny();
            List<ControlFact> facts = new ArrayList<>();
            return new Decision<>(link(subscriptionIds, on, facts), facts);
        });
    }

    private void owners(Violations violations, List<Subscription> created) {
        Set<Long> userIds = created.stream().map(Subscription::userId).collect(Collectors.toSet());
        Set<Long> existing = users.find(userIds).stream().map(User::id).collect(Collectors.toSet());
        for (int i = 0; i < created.size(); i++) {
            if (!existing.contains(created.get(i).userId())) {
                violations.add(
                        "subscriptions[" + i + "].userId",
                        "there is no user " + created.get(i).userId());
            }
        }
    }

    private List<NodeProtocol> protocols(Violations violations, List<Long> nodeProtocolIds) {
        Map<Long, NodeProtocol> found = new HashMap<>();
        nodeProtocolIds.forEach(id -> protocols.find(id).ifPresent(protocol -> found.put(id, protocol)));
        BulkRules.known(violations, "nodeProtocolIds", nodeProtocolIds, found.keySet(), "node protocol");
        return nodeProtocolIds.stream()
                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .toList();
    }

    private List<Linked> link(List<Long> subscriptionIds, List<NodeProtocol> on, List<ControlFact> facts) {
        record Place(long subscriptionId, long nodeProtocolId) {}
        Map<Place, Link> existing = links
                .find(subscriptionIds, on.stream().map(NodeProtocol::id).toList())
                .stream()
                .collect(Collectors.toMap(
                        link -> new Place(link.subscriptionId(), link.nodeProtocolId()), Function.identity()));
        var freshIds = links.nextIds(subscriptionIds.size() * on.size() - existing.size())
                .iterator();
        List<Linked> linked = new ArrayList<>();
        for (long subscriptionId : subscriptionIds) {
            for (NodeProtocol protocol : on) {
                Optional<Link> known = Optional.ofNullable(existing.get(new Place(subscriptionId, protocol.id())));
                Decision<ControlFact, Linked> decided = LinkRules.link(
                        subscriptionId,
                        protocol,
                        known,
                        known.map(Link::id).orElseGet(freshIds::next),
                        UUID.randomUUID());
                linked.add(decided.answer());
                facts.addAll(decided.facts());
            }
        }
        return linked;
    }

    private static UnaryOperator<Subscription> terms(
            UnaryOperator<SubscriptionTerms> change, boolean statusGiven, Instant now) {
        return before ->
                SubscriptionRules.changed(before, change.apply(SubscriptionTerms.of(before)), statusGiven, now);
    }

    private static <T> Decision<ControlFact, Changed> changed(
            List<T> before, UnaryOperator<T> change, Function<T, ControlFact> fact, @Nullable Long lastId) {
        List<ControlFact> facts = new ArrayList<>();
        var violations = new Violations();
        for (T one : before) {
            T after = violations.within("change", () -> change.apply(one));
            // A violation of the change applies to all of them.
            violations.refuseIfAny();
            if (after != null && !after.equals(one)) {
                facts.add(fact.apply(after));
            }
        }
        return new Decision<>(new Changed(before.size(), facts.size(), lastId), facts);
    }

    private interface Rule<W, T> {
        T decide(W wish, int index);
    }

    private static <W, T> List<T> each(String field, List<W> wishes, Rule<W, T> rule) {
        var violations = new Violations();
        List<T> decided = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            int index = i;
            T one = violations.within(field + "[" + i + "]", () -> rule.decide(wishes.get(index), index));
            if (one != null) {
                decided.add(one);
            }
        }
        violations.refuseIfAny();
        return decided;
    }
}
