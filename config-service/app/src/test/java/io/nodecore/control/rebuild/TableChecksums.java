package io.nodecore.control.rebuild;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** What the tables of a schema hold, in one line each: the number of rows and a checksum over all columns of all rows. */
public final class TableChecksums {

    /**
     * The outbox is a way, not a state; the positions count epochs, which a rebuild begins anew; errors are told once; dead letters are
     * read by a projection of their own, after the rebuild.
     */
    private static final List<String> NOT_STATE = List.of(
            "outbox",
            "projection_positions",
            "projection_errors",
            "refused_facts",
            "dead_letters",
            "flyway_schema_history");

    private TableChecksums() {}

    public static Map<String, String> of(JdbcClient jdbc, String schema) {
        Map<String, String> checksums = new TreeMap<>();
        for (String table : tables(jdbc, schema)) {
            checksums.put(
                    table,
                    jdbc.sql("""
                    select count(*) || ' rows, ' || md5(coalesce(string_agg(row::text, E'\\n' order by row::text), ''))
                    from %s.%s row
                    """.formatted(schema, table)).query(String.class).single());
        }
        checksums.put(
                "positions of node-status",
                jdbc.sql("""
                select coalesce(string_agg(topic || '-' || partition || '@' || next_offset, ' ' order by topic, partition), '')
                from %s.projection_positions where projection = 'node-status' and next_offset > 0
                """.formatted(schema)).query(String.class).single());
        return checksums;
    }

    private static List<String> tables(JdbcClient jdbc, String schema) {
        return jdbc.sql("""
                select table_name from information_schema.tables
                where table_schema = ? and table_type = 'BASE TABLE' and not table_name = any (?)
                """)
                .params(schema, new SqlArrayValue("text", NOT_STATE.toArray()))
                .query((row, n) -> row.getString(1))
                .list();
    }
}
