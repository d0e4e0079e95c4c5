package io.nodecore.control.node;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.nodeconfig.ServiceTemplates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code nodes}: the decisions about nodes. Their reports are in {@code node_status}. */
public final class NodeTable {

    private final JdbcClient jdbc;

    public NodeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long nextId() {
        return jdbc.sql("select nextval('node_ids')").query(Long.class).single();
    }

    public boolean exists(long nodeId) {
        return find(nodeId).isPresent();
    }

    public Optional<NodeProfile> find(long nodeId) {
        return jdbc.sql("select name, ip, port, region, domain from nodes where id = ?")
                .param(nodeId)
                .query((row, n) -> new NodeProfile(
                        row.getString("name"),
                        row.getString("ip"),
                        row.getInt("port"),
                        row.getString("region"),
                        row.getString("domain")))
                .optional();
    }

    public ServiceTemplates templates(long nodeId) {
        return jdbc.sql("select templates from nodes where id = ?")
                .param(nodeId)
                .query((row, n) -> new ServiceTemplates(row.getString(1)))
                .optional()
                .orElse(ServiceTemplates.NONE);
    }

    /** How much the node's bytes count against limits; 1 if the node does not exist. */
    BigDecimal multiplier(long nodeId) {
        return jdbc.sql("select multiplier from nodes where id = ?")
                .param(nodeId)
                .query(BigDecimal.class)
                .optional()
                .orElse(BigDecimal.ONE);
    }

    /** Returns whether the node or one of its protocols has a multiplier other than 1. */
    boolean hasMultipliers(long nodeId) {
        return jdbc.sql("""
                select multiplier <> 1
                    or exists (select from node_protocols p where p.node_id = n.id and p.multiplier is not null)
                from nodes n where id = ?
                """).param(nodeId).query(Boolean.class).optional().orElse(false);
    }

    public void apply(NodeFact.MultipliersChanged fact) {
        jdbc.sql("update nodes set multiplier = ? where id = ?")
                .params(fact.multipliers().ofNode(), fact.nodeId())
                .update();
    }

    public void apply(NodeFact.Registered fact, Instant decidedAt) {
        NodeProfile profile = fact.profile();
        jdbc.sql("""
                insert into nodes (id, name, ip, port, region, domain, profile_at, registered_at)
                values (:id, :name, :ip, :port, :region, :domain, :at, :at)
                """)
                .param("id", fact.nodeId())
                .param("name", profile.name())
                .param("ip", profile.ip())
                .param("port", profile.port())
                .param("region", profile.region())
                .param("domain", profile.domain())
                .param("at", PostgresTime.utc(decidedAt))
                .update();
    }

    public void apply(NodeFact.Changed fact, Instant decidedAt) {
        NodeProfile profile = fact.profile();
        jdbc.sql("""
                update nodes
                set name = :name, ip = :ip, port = :port, region = :region, domain = :domain, profile_at = :at
                where id = :id
                """)
                .param("id", fact.nodeId())
                .param("name", profile.name())
                .param("ip", profile.ip())
                .param("port", profile.port())
                .param("region", profile.region())
                .param("domain", profile.domain())
                .param("at", PostgresTime.utc(decidedAt))
                .update();
    }

    public void apply(NodeFact.ServicesChanged fact) {
        jdbc.sql("update nodes set templates = ? where id = ?")
                .params(fact.templates().json(), fact.nodeId())
                .update();
    }

    public void apply(NodeFact.RevisionPublished fact) {
        jdbc.sql("update nodes set latest_revision = ? where id = ?")
                .params(fact.revision(), fact.nodeId())
                .update();
    }

    public void apply(NodeFact.Deleted fact) {
        jdbc.sql("delete from nodes where id = ?").param(fact.nodeId()).update();
    }
}
