package io.nodecore.operations.replay;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The projections whose positions services store, except those of replays. */
final class KnownProjections {

    private final JdbcClient jdbc;

    KnownProjections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<String> names() {
        List<String> tables =
                jdbc.sql("""
                select format('%I.%I', schemaname, tablename) as name from pg_tables
                where tablename = 'projection_positions' and schemaname !~ '_replay_[0-9]+$'
                """).query((row, n) -> row.getString("name")).list();
        Set<String> names = new TreeSet<>();
        for (String table : tables) {
            names.addAll(jdbc.sql("select distinct projection from " + table)
                    .query(String.class)
                    .list());
        }
        return names;
    }
}
