package io.nodecore.control.status;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.facts.NodeErrorReported;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code node_errors}: the history of errors of nodes. */
final class NodeErrorTable {

    private static final JsonMapper json = JsonMapper.shared();

    private final JdbcClient jdbc;

    NodeErrorTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The id of an error: every repeat of a report has the same one. */
    static UUID id(long nodeId, String reportId) {
        return UUID.nameUUIDFromBytes((nodeId + ":" + reportId).getBytes(StandardCharsets.UTF_8));
    }

    /** @return false if it is a repeat */
    boolean add(JournaledFact<NodeReport> report, NodeErrorReported error) {
        long nodeId = report.headers().nodeId();
        return jdbc.sql("""
                insert into node_errors (id, node_id, message, code, details, occurred_at)
                values (:id, :node, :message, :code, :details::jsonb, :at)
                on conflict (id) do nothing
                """)
                        .param("id", id(nodeId, report.headers().reportId()))
                        .param("node", nodeId)
                        .param("message", error.getMessage())
                        .param("code", error.hasCode() ? error.getCode() : null)
                        .param("details", error.hasDetailsJson() ? details(error.getDetailsJson()) : null)
                        .param(
                                "at",
                                PostgresTime.utc(
                                        Instant.ofEpochMilli(report.headers().receivedAtMs())))
                        .update()
                == 1;
    }

    /** The gateway checks details; text that Postgres can't store as JSON is kept as a JSON string. */
    private static @Nullable String details(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            json.readTree(text);
            return text.contains("\\u0000") ? json.writeValueAsString(text) : text;
        } catch (JacksonException e) {
            return json.writeValueAsString(text);
        }
    }
}
