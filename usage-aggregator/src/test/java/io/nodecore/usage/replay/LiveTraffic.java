package io.nodecore.usage.replay;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Nodes that go on reporting, and readers that ask the public views all the time; what a reader is refused is kept. */
final class LiveTraffic implements AutoCloseable {

    /** Of a bounded number of rows: a swap waits less than a second for readers, so their transactions must stay shorter as the table grows. */
    private static final String MINUTES = "(select * from public.usage_minutes limit 1000)";

    private static final List<String> QUESTIONS = List.of(
            "select sum(bytes_up) from " + MINUTES + " m where user_id = 11",
            "select bytes_up, bytes_down from public.subscription_traffic where subscription_id = 3",
            "select m.user_id, sum(m.bytes_down), max(t.bytes_down) from " + MINUTES + " m"
                    + " join public.subscription_traffic t using (subscription_id) group by 1",
            "select billed_bytes from public.subscription_billing where subscription_id = 2 and day = 'infinity'");

    private final ReplayedUsage usage;
    private final Random random;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final AtomicLong answers = new AtomicLong();
    private final List<Thread> threads;
    private volatile boolean ended;

    LiveTraffic(ReplayedUsage usage, long seed) {
        this.usage = usage;
        this.random = new Random(seed + 1);
        this.threads = List.of(
                Thread.ofPlatform().daemon().start(this::report),
                Thread.ofPlatform().daemon().start(() -> read(false)),
                Thread.ofPlatform().daemon().start(() -> read(true)));
    }

    void awaitProgress() {
        long before = answers.get();
        await().atMost(Duration.ofSeconds(60)).until(() -> answers.get() > before + 50);
    }

    List<String> errors() {
        return errors;
    }

    void end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(60));
        }
    }

    private void report() {
        while (!ended) {
            usage.append(random, 10);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** @param inTransactions several questions in one, so that locks are held from one to the next */
    private void read(boolean inTransactions) {
        try (Connection connection = usage.database.dataSource().getConnection()) {
            connection.setAutoCommit(!inTransactions);
            while (!ended) {
                for (String question : QUESTIONS) {
                    try (var statement = connection.prepareStatement(question);
                            var row = statement.executeQuery()) {
                        row.next();
                    }
                    answers.incrementAndGet();
                }
                if (inTransactions) {
                    connection.commit();
                }
            }
        } catch (SQLException e) {
            errors.add(e.toString());
        }
    }

    @Override
    public void close() throws InterruptedException {
        end();
    }
}
