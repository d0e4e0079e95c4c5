package io.nodecore.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.simulator.traffic.Bytes;
import io.nodecore.testkit.SharedServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the tables as the contract names them. */
class VerifierIT {

    private static final Instant MINUTE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final StoredTotals ACKNOWLEDGED = new StoredTotals(
            Map.of(new UsageKey(MINUTE, 1, 42, 9, 3), new Bytes(1, 2)),
            Map.of(9L, new Bytes(1, 2)),
            Map.of(new OutboundKey(1, "direct"), new Bytes(5, 6)),
            Set.of(new SessionKey(1, 42, "vless", "online", MINUTE, "203.0.113.7")));

    private PostgresAddress address;
    private Connection connection;

    @BeforeEach
    void createTheContractsTables() throws SQLException {
        var database = SharedServers.postgres().newDatabase();
        address = new PostgresAddress(database.url(), database.user(), database.password());
        connection = DriverManager.getConnection(address.url(), address.user(), address.password());
        execute("""
                create table usage_minutes (minute timestamptz, node_id bigint, user_id bigint, subscription_id bigint,
                  node_protocol_id bigint, bytes_up bigint, bytes_down bigint);
                create table subscription_traffic (subscription_id bigint, bytes_up bigint, bytes_down bigint);
                create table node_outbounds (node_id bigint, tag text, traffic_bytes_up bigint, traffic_bytes_down bigint);
                create table session_events (node_id bigint, user_id bigint, protocol text, event_type text,
                  occurred_at timestamptz, ip_address inet);""");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void tables_that_equal_the_acknowledged_reports_are_exact() throws Exception {
        Verifier verifier = Verifier.beforeAnything(address, MINUTE);
        insertWhatWasAcknowledged();

        assertThat(verifier.differences(ACKNOWLEDGED, AT_ONCE)).isEmpty();
    }

    @Test
    void missing_amounts_are_listed() throws Exception {
        Verifier verifier = Verifier.beforeAnything(address, MINUTE);

        assertThat(verifier.differences(ACKNOWLEDGED, AT_ONCE))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("usage_minutes"))
                .anyMatch(line -> line.startsWith("subscription_traffic"))
                .anyMatch(line -> line.startsWith("node_outbounds"))
                .anyMatch(line -> line.startsWith("session_events lacks"));
    }

    @Test
    void amounts_that_were_counted_twice_are_listed() throws Exception {
        Verifier verifier = Verifier.beforeAnything(address, MINUTE);
        insertWhatWasAcknowledged();
        execute("update usage_minutes set bytes_up = bytes_up * 2");

        assertThat(verifier.differences(ACKNOWLEDGED, AT_ONCE))
                .singleElement()
                .asString()
                .startsWith("usage_minutes")
                .contains("off by Bytes[up=1, down=0]");
    }

    @Test
    void amounts_from_before_the_run_are_not_part_of_the_comparison() throws Exception {
        insertWhatWasAcknowledged();
        Verifier verifier = Verifier.before(address, List.of(1L), List.of(9L), MINUTE);
        execute("update usage_minutes set bytes_up = bytes_up + 1, bytes_down = bytes_down + 2");
        execute("update subscription_traffic set bytes_up = bytes_up + 1, bytes_down = bytes_down + 2");
        execute("update node_outbounds set traffic_bytes_up = 10, traffic_bytes_down = 12");

        assertThat(verifier.differences(ACKNOWLEDGED, AT_ONCE)).isEmpty();
    }

    private void insertWhatWasAcknowledged() throws SQLException {
        execute("""
                insert into usage_minutes values ('2026-11-23T10:00:00Z', 1, 42, 9, 3, 1, 2);
                insert into subscription_traffic values (9, 1, 2);
                insert into node_outbounds values (1, 'direct', 5, 6);
                insert into session_events values (1, 42, 'vless', 'online', '2026-11-23T10:00:00Z', '203.0.113.7');""");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
