package io.nodecore.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Rows of text under the names of their columns.
 *
 * @param rows each with as many cells as there are columns
 */
public record Table(List<String> columns, List<List<String>> rows) {

    /** The members of one resource, one per line. */
    public static Table ofMembers(JsonNode resource) {
        List<List<String>> rows = new ArrayList<>();
        resource.properties().forEach(member -> rows.add(List.of(member.getKey(), Cells.text(member.getValue()))));
        return new Table(List.of("FIELD", "VALUE"), rows);
    }

    public void print(PrintWriter out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        lines.addAll(rows);
        Columns.print(lines, out);
    }
}
