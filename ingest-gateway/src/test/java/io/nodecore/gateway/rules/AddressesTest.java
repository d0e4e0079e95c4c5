package io.nodecore.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    private static final int INPUTS = 20_000;

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::ffff:1.2.3.4, 1.2.3.4",
        "::FFFF:102:304, 1.2.3.4",
        "' 1.2.3.4 ', 1.2.3.4",
        "[2001:db8::1], 2001:db8::1",
        "[2001:db8::1]:443, 2001:db8::1",
        "[::ffff:1.2.3.4]:443, 1.2.3.4",
        "fe80::1%eth0, fe80::1",
        "[fe80::1%25en0]:1, fe80::1",
        "198.51.100.7:443, 198.51.100.7",
        "198.51.100.7:0, 198.51.100.7",
        "tcp:198.51.100.7:443, 198.51.100.7",
        "udp:[2001:db8::1]:53, 2001:db8::1",
        "tcp:198.51.100.7, 198.51.100.7"
    })
    void an_address_has_one_spelling(String written, String canonical) {
        assertThat(Addresses.canonical(written)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "@@socket",
                "/run/xray.sock",
                "unix:/run/xray.sock",
                "localhost",
                "1",
                "1.2.3",
                "1.2.3.4.",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4/32",
                "1.2.3.4:65536",
                "1.2.3.4:",
                "1.2.3.4%eth0",
                "[1.2.3.4]",
                "[::1",
                "[::1]x",
                "[::1]:",
                "fe80::1%",
                ":",
                ":::",
                "1::2::3",
                "::1.2",
                "::1.2.3.400",
                "12345::",
                "1:2:3:4:5:6:7:8:9",
                "::1/128",
                "tcp:",
                "tcp:example.com:443",
                "\uff11.2.3.4"
            })
    void anything_else_is_unreadable(String written) {
        assertThat(Addresses.canonical(written)).isNull();
    }

    @Test
    void every_spelling_of_an_address_gives_the_same_text() throws UnknownHostException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            InetAddress address = address(random);
            String canonical = Addresses.canonical(address.getHostAddress());
            assertThat(canonical).as("seed %d, input %d, %s", seed, i, address).isNotNull();
            assertThat(InetAddress.ofLiteral(canonical)).isEqualTo(address);
            for (String spelling : spellings(address, canonical)) {
                assertThat(Addresses.canonical(spelling))
                        .as("seed %d, input %d, %s", seed, i, spelling)
                        .isEqualTo(canonical);
            }
        }
    }

    /** Many zero bytes, so that the shortened forms occur. */
    private static InetAddress address(Random random) throws UnknownHostException {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextBoolean() ? 0 : random.nextInt());
        }
        return InetAddress.getByAddress(bytes);
    }

    private static List<String> spellings(InetAddress address, String canonical) {
        return address instanceof Inet6Address
                ? List.of(
                        canonical,
                        canonical.toUpperCase(Locale.ROOT),
                        address.getHostAddress(),
                        "[" + canonical + "]",
                        "[" + canonical + "]:443",
                        "tcp:[" + canonical + "]:65535",
                        canonical + "%eth0")
                : List.of(canonical, canonical + ":1", "udp:" + canonical + ":2", "::ffff:" + canonical);
    }
}
