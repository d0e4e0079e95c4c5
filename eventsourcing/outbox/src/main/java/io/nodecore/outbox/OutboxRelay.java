package io.nodecore.outbox;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Publishes the outbox in order, from one thread of one process at a time.
 *
 * <p>A commit with rows for the outbox wakes the relay, whichever process committed: Postgres notifies it (LISTEN/NOTIFY).
 *
 * <p>The session that reads and removes rows holds an advisory lock: a process that loses its session loses the lock with it. Rows
 * are removed after Kafka's acknowledgement; a crash in between publishes them again under the same event ids, which is what readers
 * recognise repeats by. While Kafka or Postgres is away, the relay waits and retries later.
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration RECHECK = Duration.ofMillis(20);

    private final DataSource dataSource;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final OutboxSettings settings;
    private final PublishedWatermark published = new PublishedWatermark();
    private final WorkLoop loop;

    public OutboxRelay(DataSource dataSource, KafkaSettings kafka, OutboxSettings settings) {
        this(dataSource, settings, () -> OutboxPublisher.producer(kafka, settings.transactionalId()));
    }

    /** @param producers makes one with a transactional id; it is closed when the relay is done with it */
    public OutboxRelay(DataSource dataSource, OutboxSettings settings, Supplier<Producer<byte[], byte[]>> producers) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.producers = producers;
        this.loop = new WorkLoop("outbox-relay", Pace.USUAL.withBackOff(settings.retry()), this::relay);
    }

    @Override
    public void start() {
        loop.start();
    }

    /**
     * Waits until the row with this id is published, by this process or another one, but not longer than
     * {@link OutboxSettings#answerAfter}. The row must be committed; it will be published in any case.
     *
     * @return whether it is published
     */
    public boolean awaitPublished(long id) {
        long deadline = System.nanoTime() + settings.answerAfter().toNanos();
        try {
            JdbcClient jdbc = JdbcClient.create(dataSource);
            while (true) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                published.await(id, left);
                // Rows of different writers are not committed in the order of their ids, so only the table is sure.
                if (!OutboxTable.contains(jdbc, id)) {
                    return true;
                }
                if (left.compareTo(RECHECK) < 0) {
                    return false;
                }
                Thread.sleep(RECHECK);
            }
        } catch (DataAccessException e) {
            log.warn("it is not known whether row {} of the outbox is published: {}", id, e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What waits now, whichever process relays it. Blocks while Postgres does not answer. */
    public OutboxBacklog backlog() {
        return OutboxTable.backlog(JdbcClient.create(dataSource));
    }

    /** Lets the batch in progress come to its end. */
    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** After the topics, before the edges; stopped after them. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void relay() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            relayAlone(connection);
        }
        // Another process relays.
        loop.pause(settings.retry());
    }

    private void relayAlone(Connection connection) throws SQLException {
        JdbcClient session = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        boolean alone = session.sql("select pg_try_advisory_lock(hashtextextended(?, 0))")
                .param(settings.transactionalId())
                .query(Boolean.class)
                .single();
        if (!alone) {
            return;
        }
        try (OutboxPublisher publisher = new OutboxPublisher(producers.get())) {
            PGConnection commits = connection.unwrap(PGConnection.class);
            session.sql("listen " + OutboxTable.CHANNEL).update();
            // A removal that a crash of Postgres undoes is a record that is published again, as after any crash:
            // nothing
            // has to wait for the disk.
            session.sql("set synchronous_commit = off").update();
            published.begin();
            while (isRunning()) {
                if (relayBatch(session, publisher) < settings.batch()) {
                    commits.getNotifications(Math.toIntExact(settings.poll().toMillis()));
                }
                loop.progressed();
            }
        } finally {
            published.end();
            // The pool keeps the session, and with it the lock.
            if (connection.isValid(1)) {
                session.sql("reset synchronous_commit").update();
                session.sql("unlisten *").update();
                session.sql("select pg_advisory_unlock_all()").query(rs -> {});
            }
        }
    }

    private int relayBatch(JdbcClient session, OutboxPublisher publisher) {
        List<OutboxTable.Row> rows = OutboxTable.oldest(session, settings.batch());
        if (!rows.isEmpty()) {
            publisher.publish(rows.stream().map(OutboxTable.Row::record).toList());
            OutboxTable.remove(session, rows);
            published.upTo(rows.getLast().id());
        }
        return rows.size();
    }
}
