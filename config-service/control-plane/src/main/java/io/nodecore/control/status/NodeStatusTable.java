package io.nodecore.control.status;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.schemas.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code node_status}: the reports of nodes about themselves, and since when they are silent. */
public final class NodeStatusTable {

    /** A node that has sent no heartbeat for too long. */
    record SilentNode(long nodeId, Instant lastSeenAt) {}

    private final JdbcClient jdbc;

    public NodeStatusTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for the other writer of the table; the end of the transaction releases the lock. */
    void lock() {
        WriteLock.NODE_STATUS.lockTransaction(jdbc);
    }

    List<NodeState> find(Set<Long> nodeIds) {
        return jdbc.sql("select * from node_status where node_id = any(?)")
                .param(new SqlArrayValue("bigint", nodeIds.toArray()))
                .query(NodeStatusTable::state)
                .list();
    }

    void store(Collection<NodeState> states) {
        jdbc.sql("""
                insert into node_status
                    (node_id, last_seen_at, ip, ip_at, reported_revision,
                     applied_revision, applied_at, error_at)
                select * from unnest(:nodes, :seen, :ips, :ipTimes, :reported, :applied, :appliedTimes, :errors)
                on conflict (node_id) do update set
                    last_seen_at = excluded.last_seen_at,
                    ip = excluded.ip,
                    ip_at = excluded.ip_at,
                    reported_revision = excluded.reported_revision,
                    applied_revision = excluded.applied_revision,
                    applied_at = excluded.applied_at,
                    error_at = excluded.error_at
                """)
                .param("nodes", column("bigint", states, NodeState::nodeId))
                .param("seen", times(states, NodeState::lastSeenAt))
                .param("ips", column("text", states, NodeState::ip))
                .param("ipTimes", times(states, NodeState::ipAt))
                .param("reported", column("bigint", states, NodeState::reportedRevision))
                .param("applied", column("bigint", states, NodeState::appliedRevision))
                .param("appliedTimes", times(states, NodeState::appliedAt))
                .param("errors", times(states, NodeState::errorAt))
                .update();
    }

    /** Returns which of these nodes exist; facts of a deleted node may arrive late. */
    Set<Long> existing(Set<Long> nodeIds) {
        return jdbc.sql("select id from nodes where id = any(?)")
                .param(new SqlArrayValue("bigint", nodeIds.toArray()))
                .query((row, n) -> row.getLong(1))
                .set();
    }

    /** Nodes last seen before this time that are not marked as silent yet. */
    List<SilentNode> silent(Instant lastSeenBefore, int atMost) {
        return jdbc.sql("""
                select s.node_id, s.last_seen_at from node_status s
                join nodes n on n.id = s.node_id
                where s.last_seen_at < ? and (s.silent_since is null or s.silent_since < s.last_seen_at)
                order by s.node_id limit ?
                """)
                .params(PostgresTime.utc(lastSeenBefore), atMost)
                .query((row, n) -> new SilentNode(row.getLong("node_id"), PostgresTime.instant(row, "last_seen_at")))
                .list();
    }

    /** The positions up to which heartbeats are applied. */
    Map<TopicPartition, Long> heartbeatPositions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        jdbc.sql("select partition, next_offset from projection_positions where projection = ? and topic = ?")
                .params(NodeStatusProjection.NAME, Topics.HEARTBEATS.name())
                .query(row -> {
                    positions.put(
                            new TopicPartition(Topics.HEARTBEATS.name(), row.getInt("partition")),
                            row.getLong("next_offset"));
                });
        return positions;
    }

    /** The fact has a longer retention than the heartbeats: in a rebuild it supplies the last heartbeat's time too. */
    public void apply(NodeFact.WentOffline fact) {
        jdbc.sql("""
                insert into node_status (node_id, last_seen_at, silent_since) values (:node, :seen, :seen)
                on conflict (node_id) do update set
                    last_seen_at = greatest(node_status.last_seen_at, excluded.last_seen_at),
                    silent_since = greatest(node_status.silent_since, excluded.silent_since)
                """)
                .param("node", fact.nodeId())
                .param("seen", PostgresTime.utc(fact.lastSeenAt()))
                .update();
    }

    private static NodeState state(ResultSet row, int n) throws SQLException {
        return new NodeState(
                row.getLong("node_id"),
                PostgresTime.instantOrNull(row, "last_seen_at"),
                row.getString("ip"),
                PostgresTime.instantOrNull(row, "ip_at"),
                row.getObject("reported_revision", Long.class),
                row.getObject("applied_revision", Long.class),
                PostgresTime.instantOrNull(row, "applied_at"),
                PostgresTime.instantOrNull(row, "error_at"),
                PostgresTime.instantOrNull(row, "silent_since"));
    }

    private static SqlArrayValue column(
            String type, Collection<NodeState> states, Function<NodeState, @Nullable Object> value) {
        return new SqlArrayValue(type, states.stream().map(value).toArray());
    }

    private static SqlArrayValue times(Collection<NodeState> states, Function<NodeState, @Nullable Instant> value) {
        return column("timestamptz", states, state -> PostgresTime.utcOrNull(value.apply(state)));
    }
}
