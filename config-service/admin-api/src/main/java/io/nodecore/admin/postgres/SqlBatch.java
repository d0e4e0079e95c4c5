package io.nodecore.admin.postgres;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Many rows in one statement: columns as arrays, for {@code unnest}. */
public final class SqlBatch {

    private SqlBatch() {}

    public static SqlArrayValue bigints(Collection<Long> values) {
        return new SqlArrayValue("bigint", values.toArray());
    }

    public static <R> SqlArrayValue bigints(List<R> rows, Function<R, @Nullable Long> column) {
        return array("bigint", rows, column);
    }

    public static <R> SqlArrayValue texts(List<R> rows, Function<R, String> column) {
        return array("text", rows, column);
    }

    public static <R> SqlArrayValue uuids(List<R> rows, Function<R, UUID> column) {
        return array("uuid", rows, column);
    }

    public static <R> SqlArrayValue times(List<R> rows, Function<R, @Nullable Instant> column) {
        return array("timestamptz", rows, row -> {
            Instant time = column.apply(row);
            return time == null ? null : time.toString();
        });
    }

    /** Fresh ids of a sequence, ascending. */
    public static List<Long> nextIds(JdbcClient jdbc, String sequence, int count) {
        return jdbc.sql("select nextval(cast(? as regclass)) from generate_series(1, ?)")
                .params(sequence, count)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** @param table has a key {@code id} */
    public static void remove(JdbcClient jdbc, String table, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from " + table + " where id = any(?)")
                    .param(bigints(ids))
                    .update();
        }
    }

    private static <R> SqlArrayValue array(String type, List<R> rows, Function<R, ? extends @Nullable Object> column) {
        return new SqlArrayValue(type, rows.stream().map(column).toArray());
    }
}
