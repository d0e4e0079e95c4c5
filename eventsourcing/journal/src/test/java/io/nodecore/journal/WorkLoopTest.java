package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nodecore.journal.WorkLoop.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkLoopTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Pace QUICK =
            Pace.USUAL.withBackOff(Duration.ofMillis(5)).withStuckAfter(LONG);

    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private WorkLoop loop = new WorkLoop("idle", QUICK, () -> {});

    @AfterEach
    void stop() {
        hanging.countDown();
        loop.stop();
    }

    @Test
    void works_from_its_start_on_a_thread_of_its_own_until_it_is_stopped() {
        var worker = new AtomicReference<Thread>();
        var rounds = new AtomicInteger();
        given(QUICK, () -> {
            worker.set(Thread.currentThread());
            while (loop.pause(Duration.ofMillis(1))) {
                rounds.incrementAndGet();
                loop.progressed();
            }
        });
        assertThat(loop.isRunning()).isFalse();
        assertThat(loop.isAlive()).isFalse();

        loop.start();
        soon().until(() -> rounds.get() > 2);
        assertThat(loop.isRunning()).isTrue();
        assertThat(loop.isAlive()).isTrue();
        assertThat(loop.trouble()).isNull();
        assertThat(worker.get()).satisfies(thread -> {
            assertThat(thread.getName()).isEqualTo("worker");
            assertThat(thread.isDaemon()).isTrue();
        });

        loop.stop();
        assertThat(loop.isRunning()).isFalse();
        assertThat(loop.isAlive()).isFalse();
        assertThat(worker.get().isAlive()).as("alive after the stop").isFalse();
    }

    @Test
    void work_that_returns_is_begun_again() {
        given(QUICK, () -> {});
        loop.start();

        soon().until(() -> begun.get() > 2);
        assertThat(loop.trouble()).isNull();
    }

    @Test
    void a_second_start_changes_nothing_and_one_after_the_end_begins_a_new_life() {
        given(QUICK, () -> loop.pause(LONG));
        start();
        loop.start();
        loop.stop();
        assertThat(begun).hasValue(1);

        loop.start();
        soon().until(() -> begun.get() == 2);
        assertThat(loop.isRunning()).isTrue();
    }

    @Test
    void a_failure_is_told_as_trouble_and_tried_again_until_it_is_over() {
        var away = new AtomicBoolean(true);
        given(QUICK, () -> {
            if (away.get()) {
                throw new IOException("nobody there");
            }
            loop.pause(Duration.ofMillis(1));
        });
        loop.start();

        soon().until(() -> begun.get() > 2);
        assertThat(loop.trouble()).contains("worker", "nobody there");
        assertThat(loop.isAlive()).as("a failure is no death").isTrue();

        away.set(false);
        soon().untilAsserted(() -> assertThat(loop.trouble()).isNull());
    }

    @Test
    void a_failure_is_followed_by_the_back_off() {
        given(QUICK.withBackOff(LONG), () -> {
            throw new IllegalStateException("not yet");
        });
        loop.start();
        soon().untilAsserted(() -> assertThat(loop.trouble()).contains("not yet"));

        // Ends the back-off, or this would wait for the rest of the hour.
        loop.stop();
        assertThat(loop.isAlive()).isFalse();
        assertThat(begun).hasValue(1);
    }

    @Test
    void a_round_that_the_work_itself_tries_again_is_trouble_until_one_ends_well() {
        var refused = new AtomicBoolean(true);
        given(QUICK, () -> {
            while (loop.isRunning()) {
                if (refused.get()) {
                    loop.failed("could not hand over", new IllegalStateException("full"));
                } else {
                    loop.progressed();
                    loop.pause(Duration.ofMillis(1));
                }
            }
        });
        loop.start();
        soon().untilAsserted(() -> assertThat(loop.trouble()).contains("worker could not hand over", "full"));

        refused.set(false);
        soon().untilAsserted(() -> assertThat(loop.trouble()).isNull());
        assertThat(begun).hasValue(1);
    }

    @Test
    void an_error_is_told_as_death_and_nothing_is_begun_again() {
        given(QUICK, () -> {
            throw new AssertionError("no exception, so nobody catches it");
        });
        loop.start();

        soon().untilAsserted(() -> assertThat(loop.trouble()).contains("worker died", "nobody catches it"));
        soon().untilAsserted(() -> assertThat(loop.isAlive()).isFalse());
        assertThat(begun).hasValue(1);
    }

    @Test
    void a_round_that_hangs_is_seen_until_it_goes_on() {
        given(QUICK.withStuckAfter(Duration.ofMillis(200)), () -> {
            hanging.await();
            loop.progressed();
            loop.pause(Duration.ofMillis(1));
        });
        loop.start();

        soon().untilAsserted(() -> assertThat(loop.trouble()).contains("worker has made no round since"));
        assertThat(loop.isAlive()).isFalse();

        hanging.countDown();
        soon().untilAsserted(() -> assertThat(loop.trouble()).isNull());
        soon().untilAsserted(() -> assertThat(loop.isAlive()).isTrue());
    }

    @Test
    void a_round_that_may_take_any_time_never_hangs() {
        given(QUICK.neverStuck(), hanging::await);
        loop.start();

        assertThat(loop.isAlive()).isTrue();
        assertThat(loop.trouble()).isNull();
    }

    @Test
    void an_interrupt_during_a_pause_is_the_end() {
        var worker = new AtomicReference<Thread>();
        given(QUICK, () -> {
            worker.set(Thread.currentThread());
            loop.pause(LONG);
        });
        loop.start();
        soon().until(() -> worker.get() != null);

        worker.get().interrupt();
        soon().untilAsserted(() -> assertThat(loop.isRunning()).isFalse());
        soon().untilAsserted(() -> assertThat(worker.get().isAlive()).isFalse());
        assertThat(begun).hasValue(1);
        assertThat(loop.trouble()).isNull();
    }

    @Test
    void a_round_that_outlasts_the_stop_is_interrupted() {
        var interrupted = new CountDownLatch(1);
        given(QUICK.withStop(Duration.ofMillis(50)), () -> {
            try {
                hanging.await();
            } finally {
                interrupted.countDown();
            }
        });
        start();

        loop.stop();
        soon().until(() -> interrupted.getCount() == 0 && !loop.isAlive());
        assertThat(hanging.getCount()).as("still to be hung on").isEqualTo(1);
    }

    @Test
    void is_not_started_beside_a_life_that_has_not_ended() {
        given(QUICK.withStop(Duration.ofMillis(50)), () -> {
            while (hanging.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        start();
        loop.stop();

        assertThatThrownBy(loop::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("worker", "not ended");
    }

    @Test
    void several_loops_are_asked_first_and_waited_for_afterwards() {
        var ended = new AtomicInteger();
        given(QUICK, () -> {
            hanging.await();
            ended.incrementAndGet();
        });
        start();

        loop.stopSoon();
        assertThat(loop.isRunning()).isFalse();
        assertThat(ended).as("rounds ended when stopSoon returned").hasValue(0);
        hanging.countDown();
        loop.stop();
        assertThat(ended).hasValue(1);
    }

    private void given(Pace pace, WorkLoop.Work work) {
        loop = new WorkLoop("worker", pace, () -> {
            begun.incrementAndGet();
            work.begin();
        });
    }

    private void start() {
        loop.start();
        soon().until(() -> begun.get() > 0);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
    }
}
