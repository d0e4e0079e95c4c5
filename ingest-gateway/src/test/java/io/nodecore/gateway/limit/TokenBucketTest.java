package io.nodecore.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A clock that is about to overflow, as {@link System#nanoTime()} may be. */
    private static final long NOW = Long.MAX_VALUE - 3 * SECOND;

    @Test
    void a_burst_passes_then_the_rate_holds() {
        TokenBucket bucket = new TokenBucket(2, 3, NOW);

        assertThat(IntStream.range(0, 3).mapToLong(_ -> bucket.take(NOW)).toArray())
                .containsOnly(0);
        assertThat(bucket.take(NOW)).isEqualTo(SECOND / 2);
        assertThat(bucket.take(NOW + SECOND / 2)).isZero();
        assertThat(bucket.take(NOW + SECOND / 2)).isPositive();
    }

    @Test
    void a_rested_bucket_is_full_but_not_fuller() {
        TokenBucket bucket = new TokenBucket(1, 2, NOW);
        long later = NOW + 60 * SECOND;

        assertThat(bucket.take(later)).isZero();
        assertThat(bucket.take(later)).isZero();
        assertThat(bucket.take(later)).isPositive();
    }

    @Test
    void a_token_that_was_given_back_can_be_taken_again() {
        TokenBucket bucket = new TokenBucket(0.001, 1, NOW);

        for (int i = 0; i < 5; i++) {
            assertThat(bucket.take(NOW)).isZero();
            bucket.giveBack();
        }
    }

    @Test
    void many_threads_get_as_many_tokens_as_there_are() {
        TokenBucket bucket = new TokenBucket(0.001, 1_000, NOW);
        AtomicInteger taken = new AtomicInteger();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                threads.execute(() -> taken.addAndGet(bucket.take(NOW) == 0 ? 1 : 0));
            }
        }

        assertThat(taken).hasValue(1_000);
    }

    @Test
    void a_bucket_needs_a_rate_and_a_burst() {
        assertThatThrownBy(() -> new TokenBucket(0, 1, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBucket(Double.NaN, 1, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBucket(1, 0, NOW)).isInstanceOf(IllegalArgumentException.class);
    }
}
