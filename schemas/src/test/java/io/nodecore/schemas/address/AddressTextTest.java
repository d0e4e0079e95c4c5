package io.nodecore.schemas.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::FFFF:CB00:7107, 203.0.113.7",
        "2001:DB8:0:0:0:0:0:7, 2001:db8::7",
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "::8.8.8.8, ::808:808",
        "64:ff9b::8.8.8.8, 64:ff9b::808:808",
    })
    void all_literals_of_an_address_have_one_canonical_text(String written, String canonical) {
        assertThat(AddressText.canonical(written)).isEqualTo(canonical);
        assertThat(AddressText.canonical(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "example.org", "2001:db8::7%eth0", "256.0.0.1", "1:2:3"})
    void a_text_that_is_not_a_literal_is_refused_and_not_resolved(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressText.canonical(text));
    }

    @Test
    void a_canonical_text_denotes_the_same_address() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            // Many zero groups, because only those are written in several ways.
            String literal = IntStream.range(0, 8)
                    .mapToObj(_ -> random.nextBoolean() ? "0" : Integer.toHexString(random.nextInt(0x10000)))
                    .collect(Collectors.joining(":"));

            String canonical = AddressText.canonical(literal);

            assertThat(InetAddress.ofLiteral(canonical))
                    .as("%s of seed %d", literal, seed)
                    .isEqualTo(InetAddress.ofLiteral(literal));
            assertThat(canonical).as("%s of seed %d", literal, seed).hasSizeLessThanOrEqualTo(literal.length());
        }
    }
}
