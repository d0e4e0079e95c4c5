package io.nodecore.webhooks.delivery;

import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.webhooks.events.PostedEvent;
import io.nodecore.webhooks.receiver.DeliveryOutcome;
import io.nodecore.webhooks.receiver.Receiver;
import io.nodecore.webhooks.setup.Webhook;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** What the deliveries of one webhook share: the receiver, the limit of simultaneous requests, the state of the receiver. */
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final Webhook webhook;
    private final Receiver receiver;
    private final Semaphore inFlight;
    private final int uncommitted;
    private final ExponentialBackOff backOff;
    private final DeliveryMeters meters;
    private final ReceiverState state;
    private final Consumer<DeadLetter> deadLetters;

    Delivery(
            Webhook webhook,
            Receiver receiver,
            DeliverySettings settings,
            DeliveryMeters meters,
            ReceiverState state,
            Consumer<DeadLetter> deadLetters) {
        this.webhook = webhook;
        this.receiver = receiver;
        this.inFlight = new Semaphore(settings.inFlight());
        this.uncommitted = settings.uncommitted();
        this.backOff = settings.backOff();
        this.meters = meters;
        this.state = state;
        this.deadLetters = deadLetters;
    }

    String name() {
        return webhook.name();
    }

    /** Maximum number of events of a partition that are delivered and not committed. */
    int uncommitted() {
        return uncommitted;
    }

    boolean isWanted(PostedEvent event) {
        return webhook.wants(event.type());
    }

    void passOver() {
        meters.unwanted.increment();
    }

    /** Keeps the record as a dead letter, or throws. */
    void keepUndeliverable(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        deadLetters.accept(new DeadLetter(record, cause));
        meters.deadLettered.increment();
    }

    /** Acquires a slot for one request; false if none was free for 100 ms. {@link #attempt} releases it. */
    boolean tryAcquireSlot() throws InterruptedException {
        return inFlight.tryAcquire(100, TimeUnit.MILLISECONDS);
    }

    DeliveryOutcome attempt(PostedEvent event, int failures) throws InterruptedException {
        try {
            if (failures > 0) {
                meters.retries.increment();
            }
            return receiver.post(event);
        } finally {
            inFlight.release();
        }
    }

    void taken() {
        meters.delivered.increment();
        if (state.taken()) {
            log.info("webhook {}: its receiver takes events again", name());
        }
    }

    /** The back-off between the attempts of one event. */
    BackOffExecution startBackOff() {
        return backOff.start();
    }

    /** The wait before the next attempt of the event. */
    Duration refused(PostedEvent event, DeliveryOutcome answer, BackOffExecution waits) {
        meters.failed.increment();
        if (state.refused(answer)) {
            log.warn(
                    "webhook {}: event {} was not taken ({}); it is retried until it is",
                    name(),
                    event.id(),
                    answer.inWords());
        }
        Duration own = Duration.ofMillis(waits.nextBackOff());
        if (answer instanceof DeliveryOutcome.Refused(int _, var retryAfter) && retryAfter.isPresent()) {
            return own.compareTo(retryAfter.get()) > 0 ? own : retryAfter.get();
        }
        return answer instanceof DeliveryOutcome.Gone ? Duration.ofMillis(backOff.getMaxInterval()) : own;
    }
}
