package io.nodecore.replay;

import io.nodecore.projection.Projection;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a replay has to know of a projection: one of these beside each projection is all that it takes.
 *
 * <p>A replay's connections see the shadow schema alone, and in it nothing but what is named here. So an effect that goes through
 * another table (an outbox) ends in a copy that is not published, or fails.
 *
 * @param projection the same apply code as live, with its effects off
 * @param tables those that it writes; of two that are picked by each other's rows, the picked one first
 * @param reads tables that it only looks into, seen through a view
 * @param sinks tables through which it publishes, empty in the shadow and discarded
 * @param appliesAgain whether a fact that is applied once more changes nothing: such a projection can be replayed over its live rows,
 *     and from any fact on
 * @param ownFactsOfNode whether the rows of a node follow from the facts of that node alone
 * @param passing topics from whose facts nothing follows that is compared or exchanged: what retention removes of them while a replay
 *     waits does not matter to it
 */
public record Replayable<F>(
        Projection<F> projection,
        List<OwnedTable> tables,
        List<String> reads,
        List<String> sinks,
        boolean appliesAgain,
        boolean ownFactsOfNode,
        Set<Topic<?>> passing) {

    private static final String REFUSED_FACTS = "refused_facts";

    public Replayable {
        tables = List.copyOf(tables);
        reads = List.copyOf(reads);
        sinks = List.copyOf(sinks);
        passing = Set.copyOf(passing);
    }

    public static <F> Replayable<F> of(Projection<F> projection, OwnedTable... tables) {
        List<OwnedTable> owned = new ArrayList<>(List.of(tables));
        owned.add(OwnedTable.of(REFUSED_FACTS, "projection", "topic", "partition", "fact_offset")
                .picking(scope -> Rows.NONE));
        return new Replayable<>(projection, owned, List.of(), List.of(), false, false, Set.of());
    }

    /**
     * What the projection refused follows from its facts too, and decides whether a redriven one counts. If one side began later than the
     * other (retention had removed facts, or the tables were rebuilt), what is written down of the facts before stays.
     */
    private static Rows.Where refusedFacts(String projection) {
        String begin = "select p.first_offset from {%s}.projection_positions p where p.projection = '" + projection
                + "' and p.topic = refused_facts.topic and p.partition = refused_facts.partition";
        String known = "select from {replayed}.refused_facts known where known.projection = '" + projection
                + "' and known.topic = refused_facts.topic and known.partition = refused_facts.partition"
                + " and known.fact_offset = refused_facts.fact_offset";
        return new Rows.Where("projection = '%s' and (fact_offset >= all (%s union all %s) or exists (%s))"
                .formatted(projection, begin.formatted("live"), begin.formatted("replayed"), known));
    }

    /**
     * Of a part, what was refused can't be exchanged: a fact may have rows in and outside it. If one side has a fact in its rows that the
     * other refused, the redriven fact, or the node's own repeat of it, would count beside it after an exchange.
     */
    private Rows refusedFacts(Scope scope) {
        Rows.Where all = refusedFacts(name());
        if (scope instanceof Scope.Everything) {
            return all;
        }
        if (appliesAgain) {
            return Rows.NONE;
        }
        String ofScope = ownFactsOfNode && scope instanceof Scope.OfNode(long nodeId)
                ? " and (node_id is null or node_id = " + nodeId + ")"
                : "";
        return new Rows.MustMatch(
                all.condition() + ofScope,
                "one side has applied a fact that the other refused, so a redrive would count it twice:"
                        + " redrive the dead letters of " + name() + " before the swap, or replay everything");
    }

    public Replayable<F> reading(String... tablesToRead) {
        return new Replayable<>(
                projection, tables, List.of(tablesToRead), sinks, appliesAgain, ownFactsOfNode, passing);
    }

    public Replayable<F> tellingThrough(String... tablesToTellThrough) {
        return new Replayable<>(
                projection, tables, reads, List.of(tablesToTellThrough), appliesAgain, ownFactsOfNode, passing);
    }

    public Replayable<F> thatAppliesAgain() {
        return new Replayable<>(projection, tables, reads, sinks, true, ownFactsOfNode, passing);
    }

    public Replayable<F> withOwnFactsOfNode() {
        return new Replayable<>(projection, tables, reads, sinks, appliesAgain, true, passing);
    }

    public Replayable<F> passingOver(Topic... topics) {
        return new Replayable<>(projection, tables, reads, sinks, appliesAgain, ownFactsOfNode, Set.of(topics));
    }

    public String name() {
        return projection.name();
    }

    /** Why this can't be done, as text for operators; empty if it can. */
    Optional<String> refusal(ReplayOrder order) {
        if (order.scope() instanceof Scope.FromOffset && !appliesAgain) {
            return Optional.of(
                    "the rows of " + name()
                            + " are sums over all facts, which a replay from an offset would make too low: replay everything, or from a time");
        }
        List<String> reasons = new ArrayList<>();
        for (OwnedTable table : tables) {
            if (table.rows().apply(order.scope()) instanceof Rows.Refused(String reason)) {
                reasons.add(reason);
            }
        }
        return reasons.stream().findFirst();
    }

    /** If true, the replay has no tables of its own, only positions. */
    boolean isOverLiveRows(ReplayOrder order) {
        return order.mode() == ReplayOrder.Mode.IN_PLACE && appliesAgain;
    }

    /** The rows of each table that the scope is about, in the order of the tables; tables without any are missing. */
    Map<OwnedTable, Rows> rows(Scope scope) {
        Map<OwnedTable, Rows> rows = new LinkedHashMap<>();
        for (OwnedTable table : tables) {
            Rows picked = table.name().equals(REFUSED_FACTS)
                    ? refusedFacts(scope)
                    : table.rows().apply(scope);
            if (!(picked instanceof Rows.None)) {
                rows.put(table, picked);
            }
        }
        return rows;
    }

    /** Whether a replay that missed facts of a topic comes out other than live projection, which applied them. */
    public boolean needsAll(String topic, ReplayOrder order) {
        return !isOverLiveRows(order)
                && passing.stream().noneMatch(one -> one.name().equals(topic));
    }

    /** False for a record that can't matter to the scope's rows. */
    public boolean concerns(Scope scope, ConsumerRecord<byte[], byte[]> record) {
        return !(ownFactsOfNode && scope instanceof Scope.OfNode(long nodeId))
                || NodeOfRecord.isOrUnknown(nodeId, record);
    }
}
