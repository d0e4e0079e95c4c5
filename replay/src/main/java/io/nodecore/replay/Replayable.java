package io.nodecore.replay;

import io.nodecore.projection.Projection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a replay has to know of a projection: one of these beside each projection is all that it takes.
 *
 * <p>A replay's connections see the shadow schema alone, and in it nothing but what is named here. So an effect that goes through
 * another table (an outbox) ends in a copy that nobody publishes, or fails.
 *
 * @param projection the same apply code as live, with its effects off
 * @param tables those that it writes; of two that are picked by each other's rows, the picked one first
 * @param reads tables that it only looks into, seen through a view
 * @param sinks tables that it tells through, empty in the shadow and thrown away
 * @param appliesAgain whether a fact that is applied once more changes nothing: such a projection can be replayed over its live rows,
 *     and from any fact on
 * @param ownFactsOfNode whether the rows of a node follow from the facts of that node alone
 */
public record Replayable<F>(
        Projection<F> projection,
        List<OwnedTable> tables,
        List<String> reads,
        List<String> sinks,
        boolean appliesAgain,
        boolean ownFactsOfNode) {

    public Replayable {
        tables = List.copyOf(tables);
        reads = List.copyOf(reads);
        sinks = List.copyOf(sinks);
    }

    public static <F> Replayable<F> of(Projection<F> projection, OwnedTable... tables) {
        List<OwnedTable> owned = new ArrayList<>(List.of(tables));
        owned.add(refusedFacts(projection.name()));
        return new Replayable<>(projection, owned, List.of(), List.of(), false, false);
    }

    /** What the projection refused follows from its facts too, and says whether a redriven one counts. */
    private static OwnedTable refusedFacts(String projection) {
        return OwnedTable.of("refused_facts", "projection", "topic", "partition", "fact_offset")
                .picking(scope -> scope instanceof Scope.Everything
                        ? new Rows.Where("projection = '" + projection + "'")
                        : Rows.NONE);
    }

    public Replayable<F> reading(String... tablesToRead) {
        return new Replayable<>(projection, tables, List.of(tablesToRead), sinks, appliesAgain, ownFactsOfNode);
    }

    public Replayable<F> tellingThrough(String... tablesToTellThrough) {
        return new Replayable<>(projection, tables, reads, List.of(tablesToTellThrough), appliesAgain, ownFactsOfNode);
    }

    public Replayable<F> thatAppliesAgain() {
        return new Replayable<>(projection, tables, reads, sinks, true, ownFactsOfNode);
    }

    public Replayable<F> withOwnFactsOfNode() {
        return new Replayable<>(projection, tables, reads, sinks, appliesAgain, true);
    }

    String name() {
        return projection.name();
    }

    /** Why this can't be done, for people; empty where it can. */
    Optional<String> refusal(ReplayOrder order) {
        if (order.scope() instanceof Scope.FromOffset && !appliesAgain) {
            return Optional.of("the rows of " + name()
                    + " are sums over all facts: from an offset on they would come out too low. Take all, or a time");
        }
        List<String> reasons = new ArrayList<>();
        for (OwnedTable table : tables) {
            if (table.rows().apply(order.scope()) instanceof Rows.Refused(String reason)) {
                reasons.add(reason);
            }
        }
        return reasons.stream().findFirst();
    }

    /** The rows of each table that the scope is about, in the order of the tables; tables without any are missing. */
    Map<OwnedTable, Rows> rows(Scope scope) {
        Map<OwnedTable, Rows> rows = new LinkedHashMap<>();
        for (OwnedTable table : tables) {
            Rows picked = table.rows().apply(scope);
            if (!(picked instanceof Rows.None)) {
                rows.put(table, picked);
            }
        }
        return rows;
    }

    /** False for a record that can't matter to the scope's rows. */
    boolean concerns(Scope scope, ConsumerRecord<byte[], byte[]> record) {
        return !(ownFactsOfNode && scope instanceof Scope.OfNode(long nodeId))
                || NodeOfRecord.isOrUnknown(nodeId, record);
    }
}
