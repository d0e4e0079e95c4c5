package io.nodecore.replay.exchange;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.ReplaySchemas;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Columns, constraints and indexes of the two sides. A migration changes the live tables alone: those that were built before it lack what
 * it brought, and must neither be written by today's code nor become live.
 */
public final class TableShapes {

    private static final String SHAPE = """
            select string_agg(part, '; ' order by part) from (
                select format('%s %s %s %s %s %s', row_number() over (order by attnum), attname,
                              format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated) as part
                from pg_attribute where attrelid = to_regclass(:table) and attnum > 0 and not attisdropped
                union all
                select pg_get_constraintdef(oid) from pg_constraint
                where conrelid = to_regclass(:table) and contype in ('p', 'u', 'c', 'x')
                union all
                select regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', '') from pg_index
                where indrelid = to_regclass(:table)
            ) shape
            """;

    private final JdbcClient jdbc;
    private final ReplaySchemas sides;

    public TableShapes(JdbcClient jdbc, ReplaySchemas sides) {
        this.jdbc = jdbc;
        this.sides = sides;
    }

    /** @throws ExchangeRefusedException if one of them differs */
    public void requireAlike(Collection<OwnedTable> tables) {
        for (OwnedTable table : tables) {
            if (!shape(sides.live(), table).equals(shape(sides.replayed(), table))) {
                throw new ExchangeRefusedException(table.name()
                        + " was built by an earlier version and differs from the live table in columns, constraints or indexes:"
                        + " order a new replay");
            }
        }
    }

    private String shape(String schema, OwnedTable table) {
        return jdbc.sql(SHAPE)
                .param("table", schema + "." + table.name())
                .query((row, n) -> String.valueOf(row.getString(1)))
                .single();
    }
}
