package io.nodecore.control.node.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void a_key_has_256_bits_and_is_never_the_same() {
        assertThat(Base64.getUrlDecoder().decode(Secrets.newAuthKey())).hasSize(32);
        assertThat(Secrets.newAuthKey()).isNotEqualTo(Secrets.newAuthKey());
    }

    @Test
    void a_code_has_160_bits_in_readable_groups() {
        assertThat(Secrets.newCode()).matches("([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(Secrets.newCode()).isNotEqualTo(Secrets.newCode());
    }

    @Test
    void a_code_may_be_typed_without_dashes_and_in_lower_case() {
        String code = Secrets.newCode();

        assertThat(Secrets.codeHash(" " + code.replace("-", "").toLowerCase(Locale.ROOT) + " "))
                .isEqualTo(Secrets.codeHash(code));
    }
}
