package io.nodecore.control.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.outbox.OutboxBacklog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class OutboxMonitorTest {

    private static final OutboxMonitorSettings SETTINGS =
            new OutboxMonitorSettings(Duration.ofMillis(5), Duration.ofMillis(200));

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicLong oldest = new AtomicLong();
    private volatile OutboxMonitor monitor = monitor();

    @AfterEach
    void stop() {
        end.countDown();
        monitor.stop();
    }

    @Test
    void an_oldest_row_that_stays_is_trouble_until_it_is_published() {
        oldest.set(7);
        monitor.start();

        await().until(() -> monitor.trouble() != null);
        assertThat(monitor.rows()).isEqualTo(1);
        assertThat(monitor.oldestAge()).isGreaterThan(SETTINGS.stuckAfter());

        oldest.set(0);
        await().until(() -> monitor.trouble() == null);
        assertThat(monitor.oldestAge()).isZero();
    }

    @Test
    void rows_that_are_published_one_after_the_other_are_no_trouble() {
        oldest.set(1);
        monitor.start();

        await().during(SETTINGS.stuckAfter().multipliedBy(2)).until(() -> {
            oldest.incrementAndGet();
            return monitor.trouble() == null;
        });
    }

    @Test
    void a_postgres_that_does_not_answer_is_trouble() {
        monitor = new OutboxMonitor(
                () -> {
                    awaitEnd();
                    return new OutboxBacklog(0, 0);
                },
                SETTINGS);
        monitor.start();

        await().until(() -> monitor.trouble() != null);
    }

    @Test
    void a_postgres_that_refuses_is_trouble() {
        monitor = new OutboxMonitor(
                () -> {
                    throw new QueryTimeoutException("away");
                },
                SETTINGS);
        monitor.start();

        await().until(() -> monitor.trouble() != null);
        assertThat(monitor.trouble()).contains("away");
    }

    private OutboxMonitor monitor() {
        return new OutboxMonitor(() -> new OutboxBacklog(oldest.get() == 0 ? 0 : 1, oldest.get()), SETTINGS);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
