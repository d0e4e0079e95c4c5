package io.nodecore.simulator.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Judges the Core by its tables: what stood there before the fleet began, plus what the Core acknowledged since, must be what stands
 * there after it stopped. Nothing missing, nothing doubled.
 */
public final class Verifier {

    private final PostgresTotals postgres;
    private final Instant since;
    private final StoredTotals before;

    private Verifier(PostgresTotals postgres, Instant since, StoredTotals before) {
        this.postgres = postgres;
        this.since = since;
        this.before = before;
    }

    /**
     * To be called before the fleet sends anything.
     *
     * @param nodeIds nodes that an earlier run of the fleet left; new ones begin at zero
     * @param subscriptionIds the same for subscriptions
     * @param since the oldest minute that the fleet will report
     */
    public static Verifier before(
            PostgresAddress address, Collection<Long> nodeIds, Collection<Long> subscriptionIds, Instant since)
            throws SQLException, InterruptedException {
        PostgresTotals postgres = new PostgresTotals(address);
        StoredTotals before = postgres.read(nodeIds, subscriptionIds, since);
        // An earlier run's last reports may still be on their way into the tables.
        for (int quietReads = 0; quietReads < 3; ) {
            Thread.sleep(Duration.ofMillis(500));
            StoredTotals again = postgres.read(nodeIds, subscriptionIds, since);
            quietReads = again.equals(before) ? quietReads + 1 : 0;
            before = again;
        }
        return new Verifier(postgres, since, before);
    }

    /** An oracle for nodes and subscriptions that have never been reported. */
    public static Verifier beforeAnything(PostgresAddress address, Instant since) {
        return new Verifier(new PostgresTotals(address), since, StoredTotals.EMPTY);
    }

    /** The same oracle for tables that are now reached at another address, as after a restart. */
    public Verifier at(PostgresAddress address) {
        return new Verifier(new PostgresTotals(address), since, before);
    }

    /**
     * Waits until the tables agree with what was acknowledged, or until the patience is over.
     *
     * @return every key in which they still differ
     */
    public List<String> differences(StoredTotals acknowledged, Duration patience)
            throws SQLException, InterruptedException {
        return judge(acknowledged, patience).differences();
    }

    /** Waits in the same way, and gives the sums beside the differences. */
    public Judgement judge(StoredTotals acknowledged, Duration patience) throws SQLException, InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        StoredTotals expected = before.plus(acknowledged);
        while (true) {
            StoredTotals found = postgres.read(
                    expected.nodeIds(), List.copyOf(expected.subscriptions().keySet()), since);
            List<String> differences = found.differencesFrom(expected);
            if (differences.isEmpty() || Instant.now().isAfter(deadline)) {
                return new Judgement(LedgerComparison.of(found, expected), differences);
            }
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    /** @param differences every key in which the two differ, one line each */
    public record Judgement(LedgerComparison comparison, List<String> differences) {}
}
