package io.nodecore.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.gateway.failure.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ConnectionsTest {

    private static final String ADDRESS = "203.0.113.1";

    private final List<String> closed = new ArrayList<>();
    private final Connections connections = new Connections(
            new ConnectionSettings(
                    2,
                    Duration.ofMinutes(1),
                    2,
                    10,
                    1,
                    DataSize.ofKilobytes(16),
                    10,
                    Duration.ofSeconds(1),
                    DataSize.ofMegabytes(1)),
            "10.0.0.1"::equals);

    @Test
    void the_oldest_unauthenticated_connection_of_an_address_makes_room() {
        open("first", ADDRESS);
        open("second", ADDRESS);
        open("elsewhere", "203.0.113.2");
        open("third", ADDRESS);

        assertThat(closed).containsExactly("first");
        assertThat(connections.closedByBound()).isEqualTo(1);
    }

    @Test
    void a_64_block_of_ipv6_is_one_address() {
        open("first", "2001:db8::1");
        open("second", "2001:db8::2");
        open("other block", "2001:db8:0:1::1");
        open("third", "2001:db8::3");

        assertThat(closed).containsExactly("first");
    }

    @Test
    void a_fleet_behind_one_address_is_bounded_by_node_only() {
        for (int node = 1; node <= 50; node++) {
            connections.authenticated(open("node " + node, ADDRESS), node);
        }
        assertThat(closed).isEmpty();

        connections.authenticated(open("node 1 again", ADDRESS), 1);
        connections.authenticated(open("node 1 a third time", ADDRESS), 1);
        assertThat(closed).containsExactly("node 1");
    }

    @Test
    void connections_of_a_trusted_proxy_are_not_bounded() {
        for (int i = 0; i < 10; i++) {
            connections.authenticated(open("proxy", "10.0.0.1"), 1);
        }
        assertThat(closed).isEmpty();
    }

    @Test
    void a_closed_connection_counts_no_longer() {
        Connection first = open("first", ADDRESS);
        open("second", ADDRESS);
        connections.closed(first);
        open("third", ADDRESS);

        assertThat(closed).isEmpty();
        assertThat(connections.open()).isEqualTo(2);
    }

    @Test
    void unauthenticated_calls_of_an_address_are_bounded() {
        Connection connection = open("first", ADDRESS);
        Runnable end = connections.beginUnauthenticatedCall(connection);

        assertThatThrownBy(() -> connections.beginUnauthenticatedCall(open("second", ADDRESS)))
                .isInstanceOf(Refused.class);
        end.run();
        connections.beginUnauthenticatedCall(connection).run();
    }

    @Test
    void a_connection_without_a_key_ends_and_one_with_a_key_stays() {
        Connection silent = open("silent", ADDRESS);
        Connection node = open("node", ADDRESS);
        connections.authenticated(node, 1);

        connections.closeUnauthenticated(silent);
        connections.closeUnauthenticated(node);

        assertThat(closed).containsExactly("silent");
    }

    private Connection open(String name, String address) {
        Connection connection = new Connection(() -> closed.add(name));
        connections.opened(connection, address);
        return connection;
    }
}
