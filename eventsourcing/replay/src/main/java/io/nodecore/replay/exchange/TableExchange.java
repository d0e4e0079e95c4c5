package io.nodecore.replay.exchange;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.ReplaySchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Exchanges whole tables between two schemas, in the open transaction: the tables that were live are then in the replay's schema, and
 * may come back the same way. Views of the live tables are made to look at the new ones.
 */
public final class TableExchange {

    /** With their partitions. */
    private static final String RELATIONS = """
            select c.relname from pg_class c
            where c.oid = any (select ?::regclass::oid union select inhrelid from pg_inherits where inhparent = ?::regclass)
            order by c.relname
            """;

    private static final String VIEWS = """
            select distinct format('%I.%I', n.nspname, v.relname) as name, pg_get_viewdef(v.oid) as definition
            from pg_depend d
            join pg_rewrite r on r.oid = d.objid
            join pg_class v on v.oid = r.ev_class and v.relkind = 'v'
            join pg_namespace n on n.oid = v.relnamespace
            where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
              and d.refobjid = ?::regclass and n.nspname <> ?
            order by 1
            """;

    private record View(String name, String definition) {}

    private final JdbcTemplate statements;
    private final JdbcClient jdbc;
    private final ReplaySchemas sides;

    public TableExchange(DataSource dataSource, ReplaySchemas sides) {
        this.statements = new JdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(dataSource);
        this.sides = sides;
    }

    /** @param tables none of them in part only */
    public void run(List<OwnedTable> tables) {
        if (tables.isEmpty()) {
            return;
        }
        List<View> views = tables.stream()
                .flatMap(table -> views(table.name()).stream())
                .distinct()
                .toList();
        // The views first, as readers do; from here on they wait, for as long as the moves take.
        List<String> locked = new ArrayList<>(views.stream().map(View::name).toList());
        tables.forEach(table -> locked.add(sides.live() + "." + table.name()));
        statements.execute("lock table " + String.join(", ", locked) + " in access exclusive mode");

        String aside = sides.replayed() + "_aside";
        List<String> moves = new ArrayList<>();
        moves.add("create schema " + aside);
        for (OwnedTable table : tables) {
            moves.addAll(moves(sides.live(), table.name(), aside));
            moves.addAll(moves(sides.replayed(), table.name(), sides.live()));
        }
        execute(moves);
        // What is left of the replay's schema goes along, and what was live takes its name.
        execute(jdbc.sql("""
                select format('alter %s %I.%I set schema %I',
                              case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end,
                              :from::text, relname, :to::text)
                from pg_class c
                where relnamespace = to_regnamespace(:from)
                  and (relkind in ('r', 'p', 'v')
                       -- One that belongs to a column goes with its table.
                       or relkind = 'S' and not exists (select from pg_depend d
                                                        where d.objid = c.oid and d.deptype in ('a', 'i')))
                order by relname
                """)
                .param("from", sides.replayed())
                .param("to", aside)
                .query((row, n) -> row.getString(1))
                .list());
        execute(List.of("drop schema " + sides.replayed(), "alter schema " + aside + " rename to " + sides.replayed()));
        execute(views.stream()
                .map(view -> "create or replace view " + view.name() + " as " + view.definition())
                .toList());
    }

    private List<String> moves(String from, String table, String to) {
        String name = from + "." + table;
        return jdbc.sql(RELATIONS)
                .params(name, name)
                .query((row, n) -> "alter table %s.\"%s\" set schema %s".formatted(from, row.getString(1), to))
                .list();
    }

    /** Their text names the live tables without a schema, because the search path has it. */
    private List<View> views(String table) {
        return jdbc.sql(VIEWS)
                .params(sides.live() + "." + table, sides.replayed())
                .query((row, n) -> new View(row.getString("name"), row.getString("definition")))
                .list();
    }

    /** In one round trip. */
    private void execute(List<String> all) {
        if (!all.isEmpty()) {
            statements.execute(
                    all.stream().map(one -> one.replaceAll(";\\s*$", "")).collect(Collectors.joining(";\n")));
        }
    }
}
