package io.nodecore.control.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::127.0.0.1",
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "fe80::1",
                "0.0.0.0",
                "0.1.2.3",
                "::",
                "::ffff:0.0.0.0",
                "224.0.0.1",
                "239.255.255.250",
                "ff02::1"
            })
    void addresses_of_the_own_machine_or_link_are_local_in_every_form(String address) {
        assertThat(AddressRules.isLocal(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "10.0.0.1",
                "172.16.5.4",
                "192.168.1.1",
                "::ffff:10.0.0.1",
                "64:ff9b::cb00:7107",
                "2001:db8::1",
                "fd00::1"
            })
    void public_and_private_addresses_are_not(String address) {
        assertThat(AddressRules.isLocal(InetAddress.ofLiteral(address))).isFalse();
    }
}
