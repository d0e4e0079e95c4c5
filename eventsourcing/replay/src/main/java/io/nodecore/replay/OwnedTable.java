package io.nodecore.replay;

import io.nodecore.replay.order.Scope;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A table that a projection writes, as far as its rows follow from facts.
 *
 * @param name without a schema
 * @param key the columns that name a row, none of them null
 * @param sums columns whose sums are shown in a comparison
 * @param columns what follows from facts, with the key; empty for all columns
 * @param seeded whether a replay starts from the live rows: where facts are kept for a shorter time than rows, and where the same fact
 *     applied again changes nothing
 * @param rows which rows a replay of this scope may change
 */
public record OwnedTable(
        String name,
        List<String> key,
        List<String> sums,
        List<String> columns,
        boolean seeded,
        Function<Scope, Rows> rows) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]*");

    public OwnedTable {
        key = List.copyOf(key);
        sums = List.copyOf(sums);
        columns = List.copyOf(columns);
        for (List<String> identifiers : List.of(List.of(name), key, sums, columns)) {
            for (String identifier : identifiers) {
                if (!IDENTIFIER.matcher(identifier).matches()) {
                    throw new IllegalArgumentException("expected a plain name, got '" + identifier + "'");
                }
            }
        }
        if (key.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a key");
        }
    }

    /** All of its columns follow from facts, and it can be replayed as a whole alone. */
    public static OwnedTable of(String name, String... key) {
        return new OwnedTable(name, List.of(key), List.of(), List.of(), false, scope -> switch (scope) {
            case Scope.Everything everything -> Rows.ALL;
            default -> new Rows.Refused(name + " can be replayed as a whole only");
        });
    }

    public OwnedTable withSums(String... columnsWithSums) {
        return new OwnedTable(name, key, List.of(columnsWithSums), columns, seeded, rows);
    }

    public OwnedTable picking(Function<Scope, Rows> rowsOfScope) {
        return new OwnedTable(name, key, sums, columns, seeded, rowsOfScope);
    }

    /** @param columnsOfFacts those that follow from facts, with the key; only rows can be exchanged then, not the table */
    public OwnedTable withColumns(String... columnsOfFacts) {
        return new OwnedTable(name, key, sums, List.of(columnsOfFacts), seeded, rows);
    }

    /** @param columnsOfFacts those that follow from facts, with the key */
    public OwnedTable fromLiveRows(String... columnsOfFacts) {
        return new OwnedTable(name, key, sums, List.of(columnsOfFacts), true, rows);
    }
}
