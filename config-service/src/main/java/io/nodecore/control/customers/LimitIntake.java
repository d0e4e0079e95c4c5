package io.nodecore.control.customers;

import io.nodecore.control.facts.ControlFact;
import io.nodecore.control.facts.Subscription;
import io.nodecore.control.facts.SubscriptionFact;
import io.nodecore.control.journal.ControlJournal;
import io.nodecore.control.journal.Decision;
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
 * The front door for limits that are reached. All of a batch is one decision, so that each touched node gets one revision.
 *
 * <p>An event may be told again, and late: it is judged by the quota and the period that are current, so the second time changes
 * nothing.
 */
final class LimitIntake {

    private final ControlJournal journal;
    private final SubscriptionTable subscriptions;
    private final Consumer<List<DeadLetter>> deadLetters;

    LimitIntake(ControlJournal journal, SubscriptionTable subscriptions, Consumer<List<DeadLetter>> deadLetters) {
        this.journal = journal;
        this.subscriptions = subscriptions;
        this.deadLetters = deadLetters;
    }

    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<LimitReached> told = new ArrayList<>();
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
            journal.decideUnasked("limit reached", now -> decide(told, now));
        }
    }

    private Decision<Integer> decide(List<LimitReached> told, Instant now) {
        Map<Long, Subscription> cut = new LinkedHashMap<>();
        for (LimitReached reached : told) {
            Optional.ofNullable(cut.get(reached.subscriptionId()))
                    .or(() -> subscriptions.find(reached.subscriptionId()))
                    .flatMap(subscription -> QuotaRules.reached(subscription, reached, now))
                    .ifPresent(after -> cut.put(after.id(), after));
        }
        List<ControlFact> facts = new ArrayList<>();
        cut.values().forEach(after -> facts.add(new SubscriptionFact.LimitReached(after)));
        return new Decision<>(facts.size(), facts);
    }
}
