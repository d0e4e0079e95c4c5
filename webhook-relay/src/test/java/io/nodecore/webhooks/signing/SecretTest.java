package io.nodecore.webhooks.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    /** What other implementations of the specification sign these with. */
    @Test
    void it_signs_as_others_do() {
        assertThat(Secret.parse(SECRET).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void id_and_time_and_body_are_all_signed() {
        Secret secret = Secret.parse(SECRET);

        assertThat(List.of(
                        secret.sign("a", 1, BODY),
                        secret.sign("b", 1, BODY),
                        secret.sign("a", 2, BODY),
                        secret.sign("a", 1, new byte[0])))
                .doesNotHaveDuplicates();
    }

    @Test
    void while_a_secret_is_replaced_each_of_the_two_signs() {
        Secret old = Secret.parse(SECRET);
        Secret young = Secret.parse("whsec_" + Base64.getEncoder().encodeToString(new byte[32]));

        assertThat(new Signatures(List.of(young, old)).of("a", 1, BODY))
                .isEqualTo(young.sign("a", 1, BODY) + " " + old.sign("a", 1, BODY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hush-hush",
                "whsec_",
                "whsec_hush-hush",
                "whsec_c2hvcnQ=",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void what_is_no_secret_is_refused_and_not_repeated(String text) {
        assertThatThrownBy(() -> Secret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whsec_ and 24 to 64 random bytes")
                .hasMessageNotContainingAny("hush", "c2hvcnQ", "MfKQ");
    }

    @Test
    void it_does_not_print_itself() {
        assertThat(new Signatures(List.of(Secret.parse(SECRET))).toString()).doesNotContain("MfKQ");
    }
}
