package io.nodecore.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {

    private final TrustedProxies proxies =
            TrustedProxies.of(new NetworkSettings(List.of("10.0.0.0/8", "2001:db8:1::/48", "192.0.2.1", ""), false));

    @Test
    void ranges_and_single_addresses_are_trusted() {
        assertThat(proxies.contain("10.200.3.4")).isTrue();
        assertThat(proxies.contain("192.0.2.1")).isTrue();
        assertThat(proxies.contain("2001:db8:1:2::3")).isTrue();
        assertThat(proxies.contain("192.0.2.2")).isFalse();
        assertThat(proxies.contain("2001:db8:2::1")).isFalse();
        assertThat(proxies.contain("unknown")).isFalse();
    }

    @Test
    void anything_else_in_the_list_is_refused_at_start() {
        for (String range : List.of("proxy.example.com", "10.0.0.0/x", "10.0.0.0/33")) {
            assertThatThrownBy(() -> TrustedProxies.of(new NetworkSettings(List.of(range), false)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(range);
        }
    }

    @Test
    void headers_of_others_are_not_read() {
        assertThat(client("203.0.113.1", "for=198.51.100.1", "198.51.100.2")).isEqualTo("203.0.113.1");
    }

    @Test
    void the_last_address_that_is_no_proxy_is_the_client() {
        assertThat(client("10.0.0.1", null, "198.51.100.9, 198.51.100.7, 10.0.0.2"))
                .isEqualTo("198.51.100.7");
        assertThat(client("10.0.0.1", "for=198.51.100.9, for=\"[2001:db8::1]:47011\";proto=https", null))
                .isEqualTo("2001:db8::1");
        assertThat(client("10.0.0.1", "FOR=198.51.100.9;by=10.0.0.1", "198.51.100.2"))
                .isEqualTo("198.51.100.9");
    }

    @Test
    void without_a_readable_address_the_nearest_known_one_counts() {
        assertThat(client("10.0.0.1", null, null)).isEqualTo("10.0.0.1");
        assertThat(client("10.0.0.1", null, "")).isEqualTo("10.0.0.1");
        assertThat(client("10.0.0.1", "for=_hidden", null)).isEqualTo("10.0.0.1");
        assertThat(client("10.0.0.1", null, "x, 10.0.0.2")).isEqualTo("10.0.0.2");
    }

    private String client(String peer, @Nullable String forwarded, @Nullable String forwardedFor) {
        Connection connection = new Connection(() -> {});
        connection.address(peer);
        return proxies.client(connection, forwarded, forwardedFor);
    }
}
