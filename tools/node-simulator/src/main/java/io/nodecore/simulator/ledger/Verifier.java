package io.nodecore.simulator.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Verifies the Core's tables: the sums from before the fleet's start plus the acknowledged sums must equal the sums after the fleet's stop.
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
     * Reads the sums before the fleet sends its first report.
     *
     * @param nodeIds nodes of an earlier run of the fleet; new ones start at zero
     * @param subscriptionIds subscriptions of an earlier run of the fleet
     * @param since the oldest minute that the fleet reports
     */
    public static Verifier before(
            PostgresAddress address, Collection<Long> nodeIds, Collection<Long> subscriptionIds, Instant since)
            throws SQLException, InterruptedException {
        PostgresTotals postgres = new PostgresTotals(address);
        StoredTotals before = postgres.read(nodeIds, subscriptionIds, since);
        // The last reports of an earlier run may not be in the tables yet.
        for (int quietReads = 0; quietReads < 3; ) {
            Thread.sleep(Duration.ofMillis(500));
            StoredTotals again = postgres.read(nodeIds, subscriptionIds, since);
            quietReads = again.equals(before) ? quietReads + 1 : 0;
            before = again;
        }
        return new Verifier(postgres, since, before);
    }

    /** A verifier for nodes and subscriptions without earlier reports. */
    public static Verifier beforeAnything(PostgresAddress address, Instant since) {
        return new Verifier(new PostgresTotals(address), since, StoredTotals.EMPTY);
    }

    /** The same verifier for tables at another address, as after a restart. */
    public Verifier at(PostgresAddress address) {
        return new Verifier(new PostgresTotals(address), since, before);
    }

    /**
     * Waits until the tables equal the acknowledged sums, or until the timeout.
     *
     * @return the keys whose sums still differ
     */
    public List<String> differences(StoredTotals acknowledged, Duration timeout)
            throws SQLException, InterruptedException {
        return judge(acknowledged, timeout).differences();
    }

    /** Waits in the same way and returns the sums too. */
    public Judgement judge(StoredTotals acknowledged, Duration timeout) throws SQLException, InterruptedException {
        Instant deadline = Instant.now().plus(timeout);
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

    /** @param differences the keys with different sums, one line each */
    public record Judgement(LedgerComparison comparison, List<String> differences) {}
}
