package io.nodecore.replay.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.ReplayDatabase;
import io.nodecore.replay.ReplaySchemas;
import io.nodecore.replay.Rows;
import io.nodecore.testkit.SharedServers;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Rows with columns that tell nothing yet, as those of a node that never confirmed a config. */
class RowExchangeIT {

    private static final OwnedTable STATUS = OwnedTable.of("node_status", "node_id")
            .withColumns("node_id", "applied_revision", "applied_at", "error_at");
    private static final ReplaySchemas SIDES = new ReplaySchemas("live", "replayed");

    private Connection connection;
    private JdbcClient jdbc;

    @BeforeEach
    void connect() throws SQLException {
        var address = SharedServers.postgres().newDatabase();
        connection = new ReplayDatabase(address.url(), address.user(), address.password(), "live").connect("live");
        jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        for (String schema : new String[] {"live", "replayed"}) {
            jdbc.sql("create schema " + schema).update();
            jdbc.sql("create table " + schema + ".node_status (node_id bigint primary key, ip text,"
                            + " applied_revision bigint, applied_at text, error_at text)")
                    .update();
        }
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void rows_with_nulls_on_one_side_or_on_both_are_exchanged_and_come_back() throws SQLException {
        fill(
                "live",
                "(1, 'a', 5, 'noon', null), (2, 'b', null, null, 'dusk'), (3, 'c', 7, 'noon', 'dusk'), (4, 'd', null, null, null)");
        fill(
                "replayed",
                "(1, null, 6, 'noon', null), (2, null, 2, 'noon', 'dusk'), (3, null, 7, null, null), (5, null, null, null, 'dawn')");
        String before = rows("live");

        exchange();
        assertThat(rows("live")).isEqualTo("1 a 6 noon -, 2 b 2 noon dusk, 3 c 7 - -, 5 - - - dawn");
        assertThat(rows("replayed")).isEqualTo("1 - 5 noon -, 2 - - - dusk, 3 - 7 noon dusk, 4 - - - -");

        exchange();
        // What does not follow from facts went with the row that no fact tells of.
        assertThat(rows("live")).isEqualTo(before.replace("4 d", "4 -"));
    }

    private void exchange() throws SQLException {
        connection.setAutoCommit(false);
        new RowExchange(jdbc, SIDES).run(STATUS, new Rows.Where("node_id < 10"));
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void fill(String schema, String values) {
        jdbc.sql("insert into " + schema + ".node_status values " + values).update();
    }

    private String rows(String schema) {
        return jdbc.sql("""
                select string_agg(concat_ws(' ', node_id, coalesce(ip, '-'), coalesce(applied_revision::text, '-'),
                                            coalesce(applied_at, '-'), coalesce(error_at, '-')), ', ' order by node_id)
                from %s.node_status
                """.formatted(schema)).query(String.class).single();
    }
}
