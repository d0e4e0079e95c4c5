package io.nodecore.enrichment.userips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {

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
    })
    void every_way_to_write_an_address_gives_one_text(String written, String normalised) {
        assertThat(IpText.normalised(written)).isEqualTo(normalised);
        assertThat(IpText.normalised(normalised)).isEqualTo(normalised);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "example.org", "2001:db8::7%eth0", "256.0.0.1", "1:2:3"})
    void what_is_no_address_is_refused_and_never_looked_up(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpText.normalised(text));
    }
}
