package io.nodecore.usage.repeats;

import io.nodecore.projection.JournaledFact;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.ReportRepeats;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SQL of {@code report_ids}: the ids of the reports that counted.
 *
 * <p>A fact is a repeat if a fact that counted has the same topic, node and report id, and was received at most one window earlier
 * ({@link ReportRepeats#WINDOW} by default). The result depends only on the facts and their order, so a replay gives the same result with
 * other batches.
 *
 * <p>Ids are removed only some time after the window ({@link ReportRepeats#GRACE}): the clocks of gateways may differ by this much, and a
 * fact with an earlier time may be read after one with a later time. The id of a refused fact is kept until that fact is applied: a dead
 * letter is redriven after its cause is removed, possibly much later, and must not count in addition to a repeat that the node sent
 * meanwhile.
 */
public final class ReportIdsTable {

    private static final String CLAIM = """
            insert into report_ids as held (topic, node_id, report_id, received_at_ms)
            select ?, node_id, report_id, received_at_ms
            from unnest(?::bigint[], ?::text[], ?::bigint[]) as claimed (node_id, report_id, received_at_ms)
            order by node_id, report_id
            on conflict (topic, node_id, report_id) do update set received_at_ms = excluded.received_at_ms
                where held.received_at_ms < excluded.received_at_ms - ?
            returning node_id, report_id
            """;

    // Each transaction removes old ids of its own nodes, about as many rows as it adds. All of them use the same limit,
    // so that the planner
    // knows how few rows are older.
    private static final String FORGET = """
            delete from report_ids held
            where topic = ? and node_id = any (?::bigint[]) and received_at_ms < ?
              and not exists (
                  select from refused_facts refused
                  where refused.topic = held.topic and refused.node_id = held.node_id
                    and refused.report_id = held.report_id)
            """;

    private record Name(long nodeId, String reportId) {}

    private final String topic;

    private final Duration window;
    private final Duration grace;

    public ReportIdsTable(String topic) {
        this(topic, ReportRepeats.WINDOW, ReportRepeats.GRACE);
    }

    /**
     * @param window maximum time between a report and a repeat that is recognised
     * @param grace maximum difference between the clocks of gateways
     */
    public ReportIdsTable(String topic, Duration window, Duration grace) {
        this.topic = topic;
        this.window = window;
        this.grace = grace;
    }

    /**
     * For a replay: the ids of this topic, as far back as they are still needed. When older ids are removed depends on the batches.
     */
    public OwnedTable owned() {
        return owned(needed());
    }

    /**
     * The same for a topic with a short retention: ids that are older than the first fact of a node that the replay could read stay
     * unchanged.
     */
    public OwnedTable ownedWhereFactsAreKept() {
        String begun = """
                (select node_id, min(received_at_ms)
                        + case when exists (select from {replayed}.projection_positions where topic = '%1$s' and first_offset > 0)
                               then %2$d else 0 end as at_ms
                 from {replayed}.report_ids where topic = '%1$s' group by node_id) begun""".formatted(topic, grace.toMillis());
        return owned(needed() + """
                 and exists (select from %1$s where begun.node_id = report_ids.node_id
                             and begun.at_ms <= report_ids.received_at_ms)
                 and not exists (select from {live}.report_ids early join %1$s using (node_id)
                                 where %2$s and early.received_at_ms < begun.at_ms)
                 and not exists (select from {replayed}.report_ids early join %1$s using (node_id)
                                 where %2$s and early.received_at_ms < begun.at_ms)""".formatted(begun, sameName("early")));
    }

    private OwnedTable owned(String needed) {
        return OwnedTable.of("report_ids", "topic", "node_id", "report_id").picking(scope -> switch (scope) {
            case Scope.Everything _ -> new Rows.Where(needed);
            case Scope.OfNode(long nodeId) -> new Rows.Where(needed + " and node_id = " + nodeId);
            case Scope.OfUser _ -> alike(needed);
            case Scope.Since _ -> alike(needed);
            case Scope.FromOffset _ -> Rows.NONE;
        });
    }

    /** A report may have entries both inside and outside such a part. */
    private Rows alike(String needed) {
        return new Rows.MustMatch(
                needed,
                "the live and the replayed rows count different reports of " + topic
                        + ", so a repeat could count twice after a partial swap: replay everything");
    }

    /** Both sides use the same time; an id that either side has since then is selected on both sides. */
    private String needed() {
        String since = """
                (select least((select max(received_at_ms) from {live}.report_ids where topic = '%1$s'),
                              (select max(received_at_ms) from {replayed}.report_ids where topic = '%1$s')) - %2$d)""".formatted(topic, window.toMillis());
        return """
                topic = '%1$s' and (received_at_ms >= %2$s
                or exists (select from {live}.report_ids late where %3$s and late.received_at_ms >= %2$s)
                or exists (select from {replayed}.report_ids late where %3$s and late.received_at_ms >= %2$s))""".formatted(topic, since, sameName("late"));
    }

    private static String sameName(String other) {
        return "%1$s.topic = report_ids.topic and %1$s.node_id = report_ids.node_id and %1$s.report_id = report_ids.report_id"
                .formatted(other);
    }

    /**
     * Claims the report ids of facts. The ids are committed together with the changes of the facts.
     *
     * @return the facts that count, in their order; the others are repeats
     */
    public <F> List<JournaledFact<F>> claim(Connection connection, List<JournaledFact<F>> facts) throws SQLException {
        if (facts.isEmpty()) {
            return List.of();
        }
        BitSet counting = new BitSet(facts.size());
        // A statement may contain an id only once: later facts with the same id follow in later rounds, which are rare.
        List<Integer> waiting = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            waiting.add(i);
        }
        while (!waiting.isEmpty()) {
            Map<Name, Integer> round = new HashMap<>();
            List<Integer> later = new ArrayList<>();
            for (int i : waiting) {
                if (round.putIfAbsent(nameOf(facts.get(i)), i) != null) {
                    later.add(i);
                }
            }
            for (Name claimed : claimOnce(connection, facts, round)) {
                Integer fact = round.get(claimed);
                if (fact != null) {
                    counting.set(fact);
                }
            }
            waiting = later;
        }
        forget(connection, facts);
        return counting.stream().mapToObj(facts::get).toList();
    }

    private <F> Set<Name> claimOnce(Connection connection, List<JournaledFact<F>> facts, Map<Name, Integer> round)
            throws SQLException {
        long[] nodeIds = new long[round.size()];
        String[] reportIds = new String[round.size()];
        long[] receivedAtMs = new long[round.size()];
        int row = 0;
        for (int fact : round.values()) {
            var headers = facts.get(fact).headers();
            nodeIds[row] = headers.nodeId();
            reportIds[row] = headers.reportId();
            receivedAtMs[row] = headers.receivedAtMs();
            row++;
        }
        try (var statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, topic);
            statement.setObject(2, nodeIds);
            statement.setObject(3, reportIds);
            statement.setObject(4, receivedAtMs);
            statement.setLong(5, window.toMillis());
            Set<Name> claimed = new HashSet<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    claimed.add(new Name(result.getLong(1), result.getString(2)));
                }
            }
            return claimed;
        }
    }

    private <F> void forget(Connection connection, List<JournaledFact<F>> facts) throws SQLException {
        Map<Long, Long> latestOfNode = new HashMap<>();
        for (JournaledFact<F> fact : facts) {
            latestOfNode.merge(fact.headers().nodeId(), fact.headers().receivedAtMs(), Math::max);
        }
        long earliest =
                latestOfNode.values().stream().mapToLong(Long::longValue).min().orElse(0);
        try (var statement = connection.prepareStatement(FORGET)) {
            statement.setString(1, topic);
            statement.setObject(
                    2, latestOfNode.keySet().stream().mapToLong(Long::longValue).toArray());
            statement.setLong(3, earliest - window.plus(grace).toMillis());
            statement.executeUpdate();
        }
    }

    private static Name nameOf(JournaledFact<?> fact) {
        return new Name(fact.headers().nodeId(), fact.headers().reportId());
    }
}
