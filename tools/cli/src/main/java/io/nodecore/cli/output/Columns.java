package io.nodecore.cli.output;

import java.io.PrintWriter;
import java.util.List;

/** Rows of text as aligned columns. */
public final class Columns {

    private Columns() {}

    /** @param lines each with as many cells as the first */
    public static void print(List<List<String>> lines, PrintWriter out) {
        if (lines.isEmpty()) {
            return;
        }
        int columns = lines.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        for (List<String> line : lines) {
            var text = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                text.append(line.get(column))
                        .repeat(' ', widths[column] - line.get(column).length() + 2);
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
