package io.nodecore.journal;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/** What a listener container says about its life. All but {@link #onNonResponsive} are called on the container's thread. */
public interface ContainerEvents {

    /** The listener took a batch. */
    default void onTaken() {}

    /** The listener, or the consumer itself, failed; it is tried again after the back-off. */
    default void onFailure(Exception cause) {}

    /** The consumer polls, and nothing came for the idle interval. Called again after each further interval. */
    default void onIdle(Consumer<?, ?> consumer) {}

    /**
     * The container's thread ends; the consumer is closed.
     *
     * @param death the {@link Error} that the listener threw, or null
     */
    default void onEnd(@Nullable Error death) {}

    /** The consumer has not polled for too long: its thread hangs, or a batch is retried. */
    default void onNonResponsive(Duration sinceLastPoll) {}
}
