package io.nodecore.cli;

import java.io.PrintStream;
import java.util.List;

/** Rows of text as aligned columns. */
final class Columns {

    private Columns() {}

    /** @param table the names of the columns, then the rows, each with as many cells */
    static void print(List<List<String>> table, PrintStream out) {
        int columns = table.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : table) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : table) {
            var line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(row.get(column))
                        .repeat(' ', widths[column] - row.get(column).length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
