package io.nodecore.cli.inspect;

import io.nodecore.adminclient.RunFile;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Table;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sql}: one query in one transaction, which reads only unless {@code --write} is given. */
@Command(
        name = "sql",
        description = "One query to Postgres, in a transaction that reads only.",
        footer = {
            "",
            "Example: ./nodecore sql \"select name, status from nodes\"",
            "",
            "Where: POSTGRES_URL with POSTGRES_USER and POSTGRES_PASSWORD, otherwise the run of .nodecore/run.json."
        })
public final class SqlCommand implements Callable<Integer> {

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--write",
            description = "Allows changes, and commits them. Tables have one writer each: know what you do.")
    private boolean write;

    @Parameters(paramLabel = "QUERY", arity = "1..*", description = "SQL; several words are joined by spaces.")
    private List<String> words = List.of();

    @Override
    public Integer call() throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean hasRows = statement.execute(String.join(" ", words));
            do {
                if (hasRows) {
                    try (ResultSet rows = statement.getResultSet()) {
                        print(rows);
                    }
                } else if (statement.getUpdateCount() >= 0) {
                    output.out().println("(" + statement.getUpdateCount() + " rows changed)");
                }
                hasRows = statement.getMoreResults();
            } while (hasRows || statement.getUpdateCount() >= 0);
            if (write) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
        return 0;
    }

    private Connection connect() throws IOException, SQLException {
        var properties = new Properties();
        properties.put("user", ServerAddress.of("POSTGRES_USER", RunFile::postgresUser));
        properties.put("password", ServerAddress.of("POSTGRES_PASSWORD", RunFile::postgresPassword));
        if (!write) {
            // Also for a transaction that the query itself begins.
            properties.put("options", "-c default_transaction_read_only=on");
        }
        Connection connection =
                DriverManager.getConnection(ServerAddress.of("POSTGRES_URL", RunFile::postgresUrl), properties);
        connection.setAutoCommit(false);
        connection.setReadOnly(!write);
        return connection;
    }

    private void print(ResultSet rows) throws SQLException {
        List<String> names = names(rows.getMetaData());
        List<List<@Nullable String>> values = new ArrayList<>();
        while (rows.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int column = 1; column <= names.size(); column++) {
                row.add(rows.getString(column));
            }
            values.add(row);
        }
        output.print(json(names, values), out -> {
            new Table(
                            names,
                            values.stream()
                                    .map(row -> row.stream()
                                            .map(value -> value == null ? "" : value)
                                            .toList())
                                    .toList())
                    .print(out);
            out.println("(" + values.size() + " rows)");
        });
    }

    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnLabel(column));
        }
        return names;
    }

    /** One object per row; every value is the text that Postgres gives. */
    private static ArrayNode json(List<String> names, List<List<@Nullable String>> values) {
        ArrayNode rows = JsonMapper.shared().createArrayNode();
        for (List<@Nullable String> value : values) {
            ObjectNode row = rows.addObject();
            for (int column = 0; column < names.size(); column++) {
                row.put(names.get(column), value.get(column));
            }
        }
        return rows;
    }
}
