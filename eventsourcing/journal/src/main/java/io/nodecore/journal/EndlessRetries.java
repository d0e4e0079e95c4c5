package io.nodecore.journal;

import java.util.Map;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Retries a batch for as long as it fails, with a growing back-off: no record is ever skipped. The consumer continues to poll while its
 * partitions are paused, so it stays a member of its group.
 *
 * <p>A failure of the consumer itself waits for the back-off too.
 */
final class EndlessRetries extends DefaultErrorHandler {

    private final BackOff backOff;
    private final BiPredicate<Exception, Consumer<?, ?>> onConsumerFailure;
    private final ContainerEvents events;

    private final ThreadLocal<BackOffExecution> failing = new ThreadLocal<>();

    /** @param onConsumerFailure true if it repaired the failure, so that no back-off is needed */
    EndlessRetries(BackOff backOff, BiPredicate<Exception, Consumer<?, ?>> onConsumerFailure, ContainerEvents events) {
        super(backOff);
        this.backOff = backOff;
        this.onConsumerFailure = onConsumerFailure;
        this.events = events;
        // Without it, a ClassCastException and the like would be logged and the batch skipped.
        setClassifications(Map.of(), true);
        setReclassifyOnExceptionChange(false);
    }

    @Override
    public void handleOtherException(
            Exception cause, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        if (onConsumerFailure.test(cause, consumer)) {
            return;
        }
        events.onFailure(cause);
        BackOffExecution execution = failing.get();
        if (execution == null) {
            execution = backOff.start();
            failing.set(execution);
        }
        try {
            ListenerUtils.stoppableSleep(container, execution.nextBackOff());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The consumer works again, so its next failure begins with the shortest back-off. */
    void recovered() {
        failing.remove();
    }
}
