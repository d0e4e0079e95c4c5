package io.nodecore.admin.postgres;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Reads of one kind that use a bounded number of connections, each for a bounded time. */
public final class BoundedReads {

    private static final String CANCELLED_BY_TIMEOUT = "57014";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Duration timeout;
    private final Semaphore running;
    private final String part;

    /**
     * @param timeout maximum time of one statement, and maximum time for which a read waits for others
     * @param concurrent maximum number of simultaneous reads
     * @param part what is unavailable if the time is not enough, as in {@link Failure.Unavailable}
     */
    public BoundedReads(
            JdbcClient jdbc, TransactionOperations transactions, Duration timeout, int concurrent, String part) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.timeout = timeout;
        this.running = new Semaphore(concurrent, true);
        this.part = part;
    }

    /** @throws FailureException (503) if too many others are running, or if Postgres is too slow */
    public <T> T read(Function<JdbcClient, T> query) {
        acquire();
        try {
            return Objects.requireNonNull(transactions.execute(_ -> {
                jdbc.sql("select set_config('statement_timeout', :timeout, true), set_config('jit', 'off', true)")
                        .param("timeout", timeout.toMillis() + "ms")
                        .query()
                        .singleRow();
                return query.apply(jdbc);
            }));
        } catch (DataAccessException e) {
            throw NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                            && CANCELLED_BY_TIMEOUT.equals(sql.getSQLState())
                    ? new FailureException(new Failure.Unavailable(part))
                    : e;
        } finally {
            running.release();
        }
    }

    private void acquire() {
        try {
            if (running.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new FailureException(new Failure.Unavailable(part));
    }
}
