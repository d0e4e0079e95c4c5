package io.nodecore.replay.load;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Rebuild;
import io.nodecore.replay.Replayable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A schema with copies of a projection's tables, empty but for what it starts from: columns, constraints, partitions, storage settings
 * and the names of indexes are the live ones, so that a later migration finds after an exchange what it knows.
 */
public final class ShadowSchema {

    static final String POSITIONS = "projection_positions";

    /** What went wrong in a replay stays with it. */
    private static final String ERRORS = "projection_errors";

    private static final String PARTITIONS = """
            select c.relname, pg_get_expr(c.relpartbound, c.oid), array_to_string(c.reloptions, ', ')
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = ?::regclass order by c.relname
            """;

    private static final String INDEXES = """
            select i.relname, regexp_replace(pg_get_indexdef(i.oid), '^.* USING ', '')
                   || case when x.indisunique then ' unique' else '' end as definition
            from pg_index x join pg_class i on i.oid = x.indexrelid
            where x.indrelid = ?::regclass order by definition, i.relname
            """;

    private final Connection connection;
    private final JdbcClient jdbc;
    private final String live;
    private final String shadow;

    public ShadowSchema(Connection connection, String live, String shadow) {
        this.connection = connection;
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.live = live;
        this.shadow = shadow;
    }

    public boolean exists() {
        return jdbc.sql("select to_regnamespace(?) is not null")
                .param(shadow)
                .query(Boolean.class)
                .single();
    }

    /** All of it or nothing. */
    public void create(Replayable<?> replayable, boolean withTables) throws SQLException {
        connection.setAutoCommit(false);
        try {
            jdbc.sql("create schema " + shadow).update();
            copy(POSITIONS);
            copy(ERRORS);
            if (withTables) {
                replayable.tables().stream().map(OwnedTable::name).distinct().forEach(this::copy);
                for (OwnedTable table : replayable.tables()) {
                    if (table.seeded()) {
                        String columns = String.join(", ", table.columns());
                        jdbc.sql("insert into %s.%s (%s) select %s from %s.%s"
                                        .formatted(shadow, table.name(), columns, columns, live, table.name()))
                                .update();
                    }
                }
                replayable.sinks().forEach(this::copy);
                for (String read : replayable.reads()) {
                    jdbc.sql("create view %s.%s as select * from %s.%s".formatted(shadow, read, live, read))
                            .update();
                }
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** For a rebuild: empty copies of tables, and sequences that begin anew. */
    public void create(Rebuild rebuild) throws SQLException {
        connection.setAutoCommit(false);
        try {
            jdbc.sql("create schema " + shadow).update();
            copy(POSITIONS);
            copy(ERRORS);
            rebuild.tables().forEach(table -> copy(table.name()));
            rebuild.besides().forEach(this::copy);
            for (String sequence : rebuild.sequences()) {
                jdbc.sql("create sequence " + shadow + "." + sequence).update();
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    public void drop() {
        jdbc.sql("drop schema if exists " + shadow + " cascade").update();
    }

    /** Statistics, so that the comparison and, after an exchange, the readers get plans of the right size. */
    public void analyze(List<OwnedTable> tables) {
        for (OwnedTable table : tables) {
            jdbc.sql("analyze " + shadow + "." + table.name()).update();
        }
    }

    private void copy(String table) {
        String from = live + "." + table;
        String to = shadow + "." + table;
        record Kind(String partitionedBy, String options) {}
        Kind kind = jdbc.sql("""
                select coalesce(pg_get_partkeydef(oid), ''), coalesce(array_to_string(reloptions, ', '), '')
                from pg_class where oid = ?::regclass
                """)
                .param(from)
                .query((row, n) -> new Kind(row.getString(1), row.getString(2)))
                .single();
        List<String> statements = new ArrayList<>();
        if (kind.partitionedBy().isEmpty()) {
            statements.add("create table %s (like %s including all)%s".formatted(to, from, with(kind.options())));
        } else {
            statements.add("create table %s (like %s including all) partition by %s"
                    .formatted(to, from, kind.partitionedBy()));
            jdbc.sql(PARTITIONS).param(from).query(row -> {
                statements.add("create table %s.\"%s\" partition of %s %s%s"
                        .formatted(shadow, row.getString(1), to, row.getString(2), with(row.getString(3))));
            });
        }
        execute(String.join(";\n", statements));
        nameIndexes(from, to);
    }

    /** Times in the bounds of partitions have colons, which would be taken for names of parameters. */
    private void execute(String statements) {
        try (var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException("can't copy tables of " + live + " to " + shadow, e);
        }
    }

    private void nameIndexes(String from, String to) {
        List<String> wanted = indexes(from).keySet().stream().toList();
        List<String> made = indexes(to).keySet().stream().toList();
        for (int i = 0; i < Math.min(wanted.size(), made.size()); i++) {
            if (!wanted.get(i).equals(made.get(i))) {
                jdbc.sql("alter index %s.\"%s\" rename to \"%s\"".formatted(shadow, made.get(i), wanted.get(i)))
                        .update();
            }
        }
    }

    private Map<String, String> indexes(String table) {
        Map<String, String> indexes = new LinkedHashMap<>();
        jdbc.sql(INDEXES).param(table).query(row -> {
            indexes.put(row.getString(1), row.getString(2));
        });
        return indexes;
    }

    private static String with(String options) {
        return options == null || options.isEmpty() ? "" : " with (" + options + ")";
    }
}
