package io.nodecore.control.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class TickerTest {

    private static final Duration SHORT = Duration.ofMillis(2);
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger called = new AtomicInteger();

    @Test
    void each_tick_is_called_at_its_own_times() {
        var seldom = new AtomicInteger();
        var notYet = new AtomicInteger();
        var ticker = new Ticker(List.of(
                new Tick("often", SHORT, SHORT, called::incrementAndGet),
                new Tick("seldom", LONG, SHORT, seldom::incrementAndGet),
                new Tick("not yet", SHORT, LONG, notYet::incrementAndGet)));
        ticker.start();
        try {
            soon().until(() -> called.get() > 3 && seldom.get() > 0);
            assertThat(seldom).hasValue(1);
            assertThat(notYet).hasValue(0);
        } finally {
            ticker.stop();
        }
        assertThat(ticker.isRunning()).isFalse();
    }

    @Test
    void a_tick_that_fails_is_called_again_and_keeps_the_others_from_nothing() {
        var failed = new AtomicInteger();
        var ticker = new Ticker(List.of(
                new Tick("failing", SHORT, Duration.ZERO, () -> {
                    failed.incrementAndGet();
                    throw new IllegalStateException("Postgres is away");
                }),
                new Tick("well", SHORT, SHORT, called::incrementAndGet)));
        ticker.start();
        try {
            soon().until(() -> failed.get() > 2 && called.get() > 2);
        } finally {
            ticker.stop();
        }
    }

    @Test
    void all_are_called_by_one_thread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Runnable decision = () -> {
            threads.add(Thread.currentThread());
            called.incrementAndGet();
        };
        var ticker =
                new Ticker(List.of(new Tick("one", SHORT, SHORT, decision), new Tick("other", SHORT, SHORT, decision)));
        ticker.start();
        try {
            soon().until(() -> called.get() > 10);
        } finally {
            ticker.stop();
        }
        assertThat(threads).hasSize(1);
    }

    @Test
    void a_ticker_without_ticks_is_refused() {
        assertThatThrownBy(() -> new Ticker(List.of())).hasMessageContaining("at least one tick");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
    }
}
