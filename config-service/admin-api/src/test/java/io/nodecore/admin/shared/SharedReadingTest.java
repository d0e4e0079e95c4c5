package io.nodecore.admin.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedReadingTest {

    private final AtomicInteger readings = new AtomicInteger();

    @Test
    void callers_of_one_interval_share_a_reading() {
        var shared = new SharedReading<>(Duration.ofHours(1), readings::incrementAndGet);

        assertThat(shared.get()).isEqualTo(1);
        assertThat(shared.get()).isEqualTo(1);
    }

    @Test
    void after_the_interval_the_next_caller_reads_again() {
        var shared = new SharedReading<>(Duration.ZERO, readings::incrementAndGet);

        assertThat(shared.get()).isEqualTo(1);
        assertThat(shared.get()).isEqualTo(2);
    }

    @Test
    void callers_at_the_same_time_wait_for_one_reading() throws InterruptedException, ExecutionException {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var shared = new SharedReading<>(Duration.ofHours(1), () -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return readings.incrementAndGet();
        });
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(callers.submit(shared::get));
            }
            begun.await();
            end.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_failure_is_not_kept_for_later_callers() {
        var shared = new SharedReading<>(Duration.ofHours(1), () -> {
            if (readings.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            return "there";
        });

        assertThatThrownBy(shared::get).hasMessage("away");
        assertThat(shared.get()).isEqualTo("there");
    }
}
