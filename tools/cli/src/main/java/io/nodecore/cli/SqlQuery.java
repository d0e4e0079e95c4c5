package io.nodecore.cli;

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
                List<List<String>> table = table(rows);
                Columns.print(table, out);
                out.println("(" + (table.size() - 1) + " rows)");
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
}
