package io.nodecore.control.node;

import io.nodecore.control.fact.NodeFact;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.VpnProtocol;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code node_protocols}: the inbounds of every node. */
public final class NodeProtocolTable {

    private final JdbcClient jdbc;

    public NodeProtocolTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long nextId() {
        return jdbc.sql("select nextval('node_protocol_ids')").query(Long.class).single();
    }

    public Optional<NodeProtocol> find(long id) {
        return jdbc.sql("select id, node_id, tag, protocol from node_protocols where id = ?")
                .param(id)
                .query(NodeProtocolTable::protocol)
                .optional();
    }

    public List<NodeProtocol> ofNode(long nodeId) {
        return jdbc.sql("select id, node_id, tag, protocol from node_protocols where node_id = ? order by id")
                .param(nodeId)
                .query(NodeProtocolTable::protocol)
                .list();
    }

    public void apply(NodeFact.ServicesChanged fact) {
        jdbc.sql("delete from node_protocols where node_id = :node and id <> all(:kept)")
                .param("node", fact.nodeId())
                .param(
                        "kept",
                        new SqlArrayValue(
                                "bigint",
                                fact.protocols().stream().map(NodeProtocol::id).toArray()))
                .update();
        // Tags are unique, and renamed inbounds may swap theirs.
        jdbc.sql("update node_protocols set tag = 'renamed ' || id where node_id = ? and not tag = any(?)")
                .params(fact.nodeId(), new SqlArrayValue("text", unchangedTags(fact)))
                .update();
        for (NodeProtocol protocol : fact.protocols()) {
            jdbc.sql("""
                    insert into node_protocols (id, node_id, tag, protocol) values (?, ?, ?, ?)
                    on conflict (id) do update set tag = excluded.tag, protocol = excluded.protocol
                    """)
                    .params(
                            protocol.id(),
                            protocol.nodeId(),
                            protocol.tag(),
                            protocol.protocol().word())
                    .update();
        }
    }

    private Object[] unchangedTags(NodeFact.ServicesChanged fact) {
        Map<Long, String> tags =
                ofNode(fact.nodeId()).stream().collect(Collectors.toMap(NodeProtocol::id, NodeProtocol::tag));
        return fact.protocols().stream()
                .filter(protocol -> protocol.tag().equals(tags.get(protocol.id())))
                .map(NodeProtocol::tag)
                .toArray();
    }

    /** The node protocols of a node that have their own multiplier. */
    SortedMap<Long, BigDecimal> multipliers(long nodeId) {
        SortedMap<Long, BigDecimal> found = new TreeMap<>();
        jdbc.sql("select id, multiplier from node_protocols where node_id = ? and multiplier is not null")
                .param(nodeId)
                .query(row -> {
                    found.put(row.getLong(1), row.getBigDecimal(2));
                });
        return found;
    }

    public void apply(NodeFact.MultipliersChanged fact) {
        for (NodeProtocol protocol : ofNode(fact.nodeId())) {
            jdbc.sql("update node_protocols set multiplier = :multiplier where id = :id")
                    .param("multiplier", fact.multipliers().ofProtocols().get(protocol.id()), Types.NUMERIC)
                    .param("id", protocol.id())
                    .update();
        }
    }

    public void apply(NodeFact.Deleted fact) {
        jdbc.sql("delete from node_protocols where node_id = ?")
                .param(fact.nodeId())
                .update();
    }

    private static NodeProtocol protocol(ResultSet row, int n) throws SQLException {
        return new NodeProtocol(
                row.getLong("id"),
                row.getLong("node_id"),
                row.getString("tag"),
                VpnProtocol.of(row.getString("protocol")).orElseThrow());
    }
}
