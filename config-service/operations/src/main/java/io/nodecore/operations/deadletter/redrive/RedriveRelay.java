package io.nodecore.operations.deadletter.redrive;

import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.operations.deadletter.DeadLetterReader;
import io.nodecore.operations.deadletter.DeadLetterTable;
import io.nodecore.operations.deadletter.TrackedDeadLetter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends the facts whose redrive was decided, in their order, from one process at a time. The decisions serve as its outbox; the values
 * stay in Kafka.
 *
 * <p>A process that dies between Kafka's acknowledgement and its commit appends the same facts again. That is harmless: a projection that
 * applied a redriven fact recognises the repeat. The relay does not use the outbox, because the topics of reports contain facts only: the
 * markers of a Kafka transaction would be offsets without a fact.
 */
public final class RedriveRelay implements SmartLifecycle {

    private static final int MOST_DEAD_LETTERS = 500;
    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final DeadLetterTable deadLetters;
    private final DeadLetterReader reader;
    private final DecisionLog<RedriveFact> log;
    private final KafkaSettings kafka;
    private final Semaphore woken = new Semaphore(0);
    private final WorkLoop loop = new WorkLoop("redrive-relay", Pace.USUAL.withBackOff(IDLE), this::relay);

    public RedriveRelay(
            TransactionTemplate transactions,
            JdbcClient jdbc,
            DeadLetterReader reader,
            DecisionLog<RedriveFact> log,
            KafkaSettings kafka) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.deadLetters = new DeadLetterTable(jdbc);
        this.reader = reader;
        this.log = log;
        this.kafka = kafka;
    }

    /** Wakes the relay: there may be facts to append. */
    void wake() {
        woken.release();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stopSoon();
        wake();
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

    private void relay() throws InterruptedException {
        boolean isAcknowledged = true;
        try (var again = new RedriveJournal(reader, kafka)) {
            while (isRunning() && isAcknowledged) {
                isAcknowledged = appendAll(again);
                loop.progressed();
                woken.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            }
        }
    }

    /**
     * Appends until nothing is left. If a partition has a fact that is not acknowledged, it is left for the next run, so that the others do
     * not wait for it.
     *
     * @return whether everything was acknowledged: a producer with an overdue record is not used any more
     */
    private boolean appendAll(RedriveJournal again) {
        Set<TopicPartition> stuck = new HashSet<>();
        while (isRunning() && appendSome(again, stuck)) {
            loop.progressed();
        }
        return stuck.isEmpty();
    }

    /** @return whether there may be more */
    private boolean appendSome(RedriveJournal again, Set<TopicPartition> stuck) {
        return Objects.requireNonNull(transactions.execute(status -> {
            boolean alone = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('nodecore-redrives', 0))")
                    .query(Boolean.class)
                    .single();
            List<TrackedDeadLetter> next = alone ? bounded(deadLetters.toAppend(stuck, MOST_DEAD_LETTERS)) : List.of();
            if (next.isEmpty()) {
                return false;
            }
            RedriveJournal.Outcome outcome = again.append(next);
            stuck.addAll(outcome.stuck());
            if (!outcome.done().isEmpty()) {
                log.decideAsync("redriven", now -> new Decision<>(outcome.done().size(), outcome.done()));
            }
            return true;
        }));
    }

    private static List<TrackedDeadLetter> bounded(List<TrackedDeadLetter> deadLetters) {
        long bytes = 0;
        int count = 0;
        while (count < deadLetters.size() && (count == 0 || bytes < MOST_BYTES)) {
            bytes += deadLetters.get(count).deadLetter().sizeBytes();
            count++;
        }
        return deadLetters.subList(0, count);
    }
}
