package io.nodecore.control.limit;

import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.subscription.SubscriptionTable;
import io.nodecore.journal.deadletter.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The entry point for events about limits: reached, or lifted by a correction of usage. A batch is one decision, so that each affected node
 * gets one revision.
 *
 * <p>An event may be repeated or late: it is evaluated against the current quota and period, so a repeat changes nothing.
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
        List<LimitNotified> events = new ArrayList<>();
        List<DeadLetter> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                LimitWire.decode(record).ifPresent(events::add);
            } catch (RuntimeException e) {
                unreadable.add(new DeadLetter(record, e));
            }
        }
        if (!unreadable.isEmpty()) {
            deadLetters.accept(unreadable);
        }
        if (!events.isEmpty()) {
            journal.decideAsync("limit reached or lifted", now -> decide(events, now));
        }
    }

    private Decision<ControlFact, Integer> decide(List<LimitNotified> events, Instant now) {
        Map<Long, Subscription> changed = new LinkedHashMap<>();
        Map<Long, ControlFact> facts = new LinkedHashMap<>();
        for (LimitNotified one : events) {
            Optional<Subscription> before = Optional.ofNullable(changed.get(one.subscriptionId()))
                    .or(() -> subscriptions.find(one.subscriptionId()));
            before.flatMap(subscription -> after(subscription, one, now)).ifPresent(after -> {
                changed.put(after.id(), after);
                facts.put(after.id(), fact(one, after));
            });
        }
        return new Decision<>(facts.size(), List.copyOf(facts.values()));
    }

    private static Optional<Subscription> after(Subscription before, LimitNotified event, Instant now) {
        return switch (event) {
            case LimitReached reached -> LimitRules.reached(before, reached, now);
            case LimitLifted lifted -> LimitRules.lifted(before, lifted, now);
        };
    }

    private static ControlFact fact(LimitNotified event, Subscription after) {
        return switch (event) {
            case LimitReached reached -> new SubscriptionFact.LimitReached(after);
            case LimitLifted lifted -> new SubscriptionFact.Changed(after);
        };
    }
}
