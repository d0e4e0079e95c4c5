package io.nodecore.enrichment.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    /** The first and the last address of each range, and its neighbours outside. */
    @ParameterizedTest
    @CsvSource({
        "'',              0.0.0.0,         0.255.255.255,   1.0.0.0",
        "9.255.255.255,   10.0.0.0,        10.255.255.255,  11.0.0.0",
        "100.63.255.255,  100.64.0.0,      100.127.255.255, 100.128.0.0",
        "126.255.255.255, 127.0.0.0,       127.255.255.255, 128.0.0.0",
        "169.253.255.255, 169.254.0.0,     169.254.255.255, 169.255.0.0",
        "172.15.255.255,  172.16.0.0,      172.31.255.255,  172.32.0.0",
        "191.255.255.255, 192.0.0.0,       192.0.0.255,     192.0.1.0",
        "192.0.1.255,     192.0.2.0,       192.0.2.255,     192.0.3.0",
        "192.88.98.255,   192.88.99.0,     192.88.99.255,   192.88.100.0",
        "192.167.255.255, 192.168.0.0,     192.168.255.255, 192.169.0.0",
        "198.17.255.255,  198.18.0.0,      198.19.255.255,  198.20.0.0",
        "198.51.99.255,   198.51.100.0,    198.51.100.255,  198.51.101.0",
        "203.0.112.255,   203.0.113.0,     203.0.113.255,   203.0.114.0",
        "223.255.255.255, 224.0.0.0,       255.255.255.255, ''",
        "'',              ::,              1fff:ffff::1,    2000::",
        "2000:ffff::1,    2001::,          2001:1ff:ffff::, 2001:200::",
        "2001:db7:ffff::, 2001:db8::,      2001:db8:ffff::, 2001:db9::",
        "3ffe:ffff::,     3fff::,          3fff:fff:ffff::, 3fff:1000::",
        "3fff:ffff::,     4000::,          ffff:ffff::ffff, ''",
    })
    void a_reserved_range_has_the_right_bounds(String before, String first, String last, String after) {
        assertThat(AddressRules.mayBeSent(first)).as(first).isFalse();
        assertThat(AddressRules.mayBeSent(last)).as(last).isFalse();
        if (!before.isEmpty()) {
            assertThat(AddressRules.mayBeSent(before)).as(before).isTrue();
        }
        if (!after.isEmpty()) {
            assertThat(AddressRules.mayBeSent(after)).as(after).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::1", // loopback
                "fc00::1", // unique local
                "fd12:3456::1",
                "fe80::1", // link-local
                "fec0::1", // site-local
                "ff02::1", // multicast
                "64:ff9b::808:808", // NAT64
                "100::1", // discard
                "::8.8.8.8", // IPv4-compatible
                "2001:0:808:808::1", // Teredo
            })
    void an_ipv6_address_that_is_not_public_is_not_sent(String ip) {
        assertThat(AddressRules.mayBeSent(ip)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "2606:4700::1111, true",
        "::ffff:8.8.8.8, true",
        "::ffff:10.0.0.1, false",
        "::ffff:127.0.0.1, false",
        "2002:808:808::1, true",
        "2002:a00:1::1, false",
        "2002:c0a8:101::1, false",
        "2002:6440:1::1, false",
    })
    void an_ipv4_address_within_an_ipv6_address_is_judged_as_ipv4(String ip, boolean sent) {
        assertThat(AddressRules.mayBeSent(ip)).isEqualTo(sent);
    }

    @Test
    void a_text_that_is_not_an_address_is_refused_and_not_resolved() {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRules.mayBeSent("example.org"));
    }
}
