package io.nodecore.queries.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAddressRulesTest {

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
                "64:ff9b:1::127.0.0.1",
                "64:ff9b:1:abcd:12::169.254.169.254",
                "64:ff9b:1:7f00:0:100::",
                "64:ff9b:1:a9fe:a9:fe00::",
                "64:ff9b:1:a9:fe:a9fe::",
                "64:ff9b:1:0:a9:fea9:fe00:0",
                "64:ff9b:1::",
                "64:ff9b:1::e000:1",
                "::ffff:0:127.0.0.1",
                "::ffff:0:169.254.169.254",
                "::ffff:0:0.0.0.0",
                "2002:7f00:1::",
                "2002:7f00:1:5::9",
                "2002:a9fe:a9fe::1",
                "2002:0:1::1",
                "2002:e000:1::",
                "fd00:ec2::254",
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
        assertThat(LocalAddressRules.isLocal(InetAddress.ofLiteral(address))).isTrue();
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
                "64:ff9b:1::cb00:7107",
                "64:ff9b:1::10.0.0.1",
                "64:ff9b:1:a00:0:100::",
                "64:ff9b:2::127.0.0.1",
                "::ffff:0:203.0.113.7",
                "2002:cb00:7107::1",
                "2002:a00:1::7f00:1",
                "fd00:ec2::253",
                "2001:db8::1",
                "fd00::1"
            })
    void public_and_private_addresses_are_not(String address) {
        assertThat(LocalAddressRules.isLocal(InetAddress.ofLiteral(address))).isFalse();
    }
}
