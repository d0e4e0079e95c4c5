package io.nodecore.standalone.inspect;

import java.io.PrintStream;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One query, printed as aligned columns. Read-only: a projection's tables have one writer. */
final class SqlQuery {

    private SqlQuery() {}

    static void run(RunAddresses run, String query, PrintStream out) throws SQLException {
        try (var connection =
                DriverManager.getConnection(run.postgresUrl(), run.postgresUser(), run.postgresPassword())) {
            connection.setReadOnly(true);
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(query)) {
                print(table(rows), out);
            }
        }
    }

    private static List<List<String>> table(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<List<String>> table = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnLabel(column));
        }
        table.add(names);
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                String value = rows.getString(column);
                row.add(value == null ? "" : value);
            }
            table.add(row);
        }
        return table;
    }

    private static void print(List<List<String>> table, PrintStream out) {
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
        out.println("(" + (table.size() - 1) + " rows)");
    }
}
