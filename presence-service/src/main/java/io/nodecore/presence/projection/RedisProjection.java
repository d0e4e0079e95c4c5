package io.nodecore.presence.projection;

import io.nodecore.presence.redis.RedisWrite;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.List;

/**
 * What Redis shall say about recent facts. Called by one thread.
 *
 * @param <F> the fact
 */
public interface RedisProjection<F> {

    /** Stable; names the consumer group, the thread and the metrics. */
    String name();

    Topic<?> topic();

    /** Facts received longer ago than this write nothing. */
    Duration horizon();

    /**
     * Decodes one value. Pure.
     *
     * @throws Exception when the value can't be read
     */
    F decode(byte[] value) throws Exception;

    /** How much it takes to write this fact, where a small one takes 1. */
    default int weight(F fact) {
        return 1;
    }

    /**
     * The commands that bring Redis up to these facts. May be given facts again that it was given before, and then leads to the same
     * keys.
     */
    List<RedisWrite> writes(List<ReceivedFact<F>> facts);

    /** The last writes may not have reached Redis: nothing remembered about them holds any more. */
    void forget();

    /** Facts that were given are about to be given again, from the horizon on: after partitions were assigned. */
    default void startAgain() {}
}
