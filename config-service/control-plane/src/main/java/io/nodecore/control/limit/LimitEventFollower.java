package io.nodecore.control.limit;

import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.subscription.SubscriptionTable;
import io.nodecore.journal.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The front door for limits that are reached, and for those that a correction of usage lifted. All of a batch is one decision, so that each touched node gets one revision.
 *
 * <p>An event may be told again, and late: it is judged by the quota and the period that are current, so the second time changes
 * nothing.
 */
final class LimitEventFollower {

    private final DecisionLog<ControlFact> journal;
    private final SubscriptionTable subscriptions;
    private final Consumer<List<DeadLetter>> deadLetters;

    LimitEventFollower(
            DecisionLog<ControlFact> journal, SubscriptionTable subscriptions, Consumer<List<DeadLetter>> deadLetters) {
        this.journal = journal;
        this.subscriptions = subscriptions;
        this.deadLetters = deadLetters;
    }

    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<LimitNotified> told = new ArrayList<>();
        List<DeadLetter> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                LimitWire.decode(record).ifPresent(told::add);
            } catch (RuntimeException e) {
                unreadable.add(new DeadLetter(record, e));
            }
        }
        if (!unreadable.isEmpty()) {
            deadLetters.accept(unreadable);
        }
        if (!told.isEmpty()) {
            journal.decideAsync("limit reached or lifted", now -> decide(told, now));
        }
    }

    private Decision<ControlFact, Integer> decide(List<LimitNotified> told, Instant now) {
        Map<Long, Subscription> changed = new LinkedHashMap<>();
        Map<Long, ControlFact> facts = new LinkedHashMap<>();
        for (LimitNotified one : told) {
            Optional<Subscription> before = Optional.ofNullable(changed.get(one.subscriptionId()))
                    .or(() -> subscriptions.find(one.subscriptionId()));
            before.flatMap(subscription -> after(subscription, one, now)).ifPresent(after -> {
                changed.put(after.id(), after);
                facts.put(after.id(), fact(one, after));
            });
        }
        return new Decision<>(facts.size(), List.copyOf(facts.values()));
    }

    private static Optional<Subscription> after(Subscription before, LimitNotified told, Instant now) {
        return switch (told) {
            case LimitReached reached -> LimitRules.reached(before, reached, now);
            case LimitLifted lifted -> LimitRules.lifted(before, lifted, now);
        };
    }

    private static ControlFact fact(LimitNotified told, Subscription after) {
        return switch (told) {
            case LimitReached reached -> new SubscriptionFact.LimitReached(after);
            case LimitLifted lifted -> new SubscriptionFact.Changed(after);
        };
    }
}
