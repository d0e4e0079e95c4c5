package io.nodecore.testkit;

import io.nodecore.embedded.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a query as texts, for tests that compare the content of a database. */
public final class RowTexts {

    private RowTexts() {}

    /** Opens a connection for the query and closes it. */
    public static List<String> of(PostgresAddress address, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            return of(connection, sql);
        }
    }

    /** One text for each row: its columns joined by a space, SQL's null as {@code null}. */
    public static List<String> of(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join(" ", columns));
            }
            return rows;
        }
    }
}
