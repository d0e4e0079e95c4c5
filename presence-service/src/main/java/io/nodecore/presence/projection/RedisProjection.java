package io.nodecore.presence.projection;

import io.nodecore.presence.redis.RedisWrite;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.List;

/**
 * The state in Redis that follows from recent facts. Called by one thread.
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

    /** The cost of writing this fact; a small fact costs 1. */
    default int weight(F fact) {
        return 1;
    }

    /**
     * The commands that apply these facts to Redis. Idempotent: the same facts may be passed again and give the same keys.
     */
    List<RedisWrite> writes(List<ReceivedFact<F>> facts);

    /** The last writes may not have reached Redis: everything remembered about them is invalid. */
    void forget();

    /** Facts that were passed before will be passed again, from the horizon on: partitions were assigned. */
    default void startAgain() {}
}
