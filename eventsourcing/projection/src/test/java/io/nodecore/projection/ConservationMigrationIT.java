package io.nodecore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.testkit.SharedServers;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class ConservationMigrationIT {

    @Test
    void rows_from_before_the_counts_begin_to_count_where_they_stand() throws Exception {
        var address = SharedServers.postgres().newDatabase();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(TallyDatabase.migration("V0_1__projection_positions.sql"));
            statement.execute("insert into projection_positions values ('usage', 'node.usage', 0, 42, 3, now())");
            statement.execute(TallyDatabase.migration("V10__conservation.sql"));
            try (var row = statement.executeQuery("""
                    select concat_ws(' ', first_offset, next_offset, epoch, applied, repeated, dead_lettered, passed_over)
                    from projection_positions""")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("42 42 3 0 0 0 0");
            }
        }
    }

    @Test
    void of_facts_that_were_passed_before_the_refused_ones_were_kept_it_is_not_known_whether_they_were_refused()
            throws Exception {
        var address = SharedServers.postgres().newDatabase();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(TallyDatabase.migration("V0_1__projection_positions.sql"));
            statement.execute("insert into projection_positions values ('usage', 'node.usage', 0, 42, 3, now())");
            statement.execute(TallyDatabase.migration("V10__conservation.sql"));
            statement.execute(TallyDatabase.migration("V22__refused_facts.sql"));
            try (var row = statement.executeQuery("select refusals_from from projection_positions")) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(42);
            }
        }
    }
}
