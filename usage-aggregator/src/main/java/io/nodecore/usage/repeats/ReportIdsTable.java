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
 * SQL of {@code report_ids}: the names of the reports that count.
 *
 * <p>A fact is a repeat when a fact that counted has the same topic, node and report id, and was received no more than the
 * window before it ({@link ReportRepeats#WINDOW} unless told). Nothing but the facts in their order decides that, so a replay decides the same, wherever its batches end.
 *
 * <p>Names are forgotten only some time after the window ({@link ReportRepeats#GRACE}): gateways' clocks may differ by so much before a fact that is older than
 * its neighbour could miss one. A name of which a fact was refused is not forgotten before that fact is made good: a dead letter is
 * redriven when its cause is gone, however late, and must not count beside a repeat that the node sent meanwhile.
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

    // Each transaction tidies up after its own nodes, about as many rows as it adds. The horizon is one number for all
    // of them, so
    // that the planner sees how few rows lie before it.
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
     * @param window for how long a repeat is known
     * @param grace by which gateways' clocks may differ
     */
    public ReportIdsTable(String topic, Duration window, Duration grace) {
        this.topic = topic;
        this.window = window;
        this.grace = grace;
    }

    /**
     * For a replay: the names of this topic, as far back as they are still needed. Older ones are forgotten at moments that depend on
     * how the facts were cut into batches.
     */
    public OwnedTable owned() {
        return owned(needed());
    }

    /**
     * The same of a topic that keeps its facts for a short time: names from before the first fact that the replay could read of a node
     * stay as they are.
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
            case Scope.Everything everything -> new Rows.Where(needed);
            case Scope.OfNode(long nodeId) -> new Rows.Where(needed + " and node_id = " + nodeId);
            case Scope.OfUser ofUser -> alike(needed);
            case Scope.Since since -> alike(needed);
            case Scope.FromOffset fromOffset -> Rows.NONE;
        });
    }

    /** A report has entries in and outside such a part. */
    private Rows alike(String needed) {
        return new Rows.MustMatch(
                needed,
                "the live and the replayed rows count different reports of " + topic
                        + ", so a repeat could count twice after a partial swap: replay everything");
    }

    /** One moment for both sides, and a name that either side has since then is picked in both. */
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
     * Claims the names of facts, to be committed together with what the facts change.
     *
     * @return those that count, in their order; the others are repeats
     */
    public <F> List<JournaledFact<F>> claim(Connection connection, List<JournaledFact<F>> facts) throws SQLException {
        if (facts.isEmpty()) {
            return List.of();
        }
        BitSet counting = new BitSet(facts.size());
        // A statement may meet a name once only: later facts of the same name follow in later rounds, and hardly ever
        // exist.
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
