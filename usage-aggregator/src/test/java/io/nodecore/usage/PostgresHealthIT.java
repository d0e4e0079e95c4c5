package io.nodecore.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

class PostgresHealthIT {

    @Test
    void is_up_while_postgres_answers() {
        var address = new UsageDatabase().address();
        var health = new PostgresHealth(details(address.url(), address.user(), address.password()), Duration.ofSeconds(30));

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void is_down_in_time_if_connections_are_accepted_and_never_answered() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long before = System.nanoTime();
            assertThat(health(silent.getLocalPort()).health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void is_down_if_connections_are_refused() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(health(port).health().getStatus()).isEqualTo(Status.DOWN);
    }

    private static PostgresHealth health(int port) {
        return new PostgresHealth(details("jdbc:postgresql://localhost:" + port + "/none", "u", "p"), Duration.ofSeconds(1));
    }

    private static JdbcConnectionDetails details(String url, String user, String password) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return url;
            }

            @Override
            public String getUsername() {
                return user;
            }

            @Override
            public String getPassword() {
                return password;
            }
        };
    }
}
