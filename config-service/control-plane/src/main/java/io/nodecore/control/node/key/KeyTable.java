package io.nodecore.control.node.key;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.control.fact.NodeFact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code node_keys}: every valid key, by its hash. */
public final class KeyTable {

    private static final String COLUMNS = "hash, node_id, announced, valid_until";

    private final JdbcClient jdbc;

    public KeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<NodeKey> find(Sha256 hash) {
        return jdbc.sql("select " + COLUMNS + " from node_keys where hash = ?")
                .param(hash.hex())
                .query(KeyTable::key)
                .optional();
    }

    public List<NodeKey> ofNode(long nodeId) {
        return jdbc.sql("select " + COLUMNS + " from node_keys where node_id = ? order by issued_at, hash")
                .param(nodeId)
                .query(KeyTable::key)
                .list();
    }

    /** Retired keys whose grace period has ended. */
    List<NodeKey> overdue(Instant now, int atMost) {
        return jdbc.sql("select " + COLUMNS
                        + " from node_keys where valid_until <= ? order by valid_until, hash limit ?")
                .params(PostgresTime.utc(now), atMost)
                .query(KeyTable::key)
                .list();
    }

    public void apply(NodeFact.KeyIssued fact, Instant decidedAt) {
        jdbc.sql("insert into node_keys (hash, node_id, announced, issued_at) values (?, ?, false, ?)")
                .params(fact.key().hex(), fact.nodeId(), PostgresTime.utc(decidedAt))
                .update();
    }

    public void apply(NodeFact.KeyAnnounced fact) {
        jdbc.sql("update node_keys set announced = true where hash = ?")
                .param(fact.key().hex())
                .update();
    }

    /** From now on the key is on {@code control.keys}, whether it was announced before or not. */
    public void apply(NodeFact.KeyRetired fact) {
        jdbc.sql("update node_keys set announced = true, valid_until = ? where hash = ?")
                .params(PostgresTime.utc(fact.validUntil()), fact.key().hex())
                .update();
    }

    public void apply(NodeFact.KeyRevoked fact) {
        jdbc.sql("delete from node_keys where hash = ?").param(fact.key().hex()).update();
    }

    private static NodeKey key(ResultSet row, int n) throws SQLException {
        return new NodeKey(
                new Sha256(row.getString("hash")),
                row.getLong("node_id"),
                row.getBoolean("announced"),
                PostgresTime.instantOrNull(row, "valid_until"));
    }
}
