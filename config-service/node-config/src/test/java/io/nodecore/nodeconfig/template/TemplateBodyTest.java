package io.nodecore.nodeconfig.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateBodyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'xray': {}, 'xray': {}}                              | xray",
                "{'xray': {'inbounds': [{}, {'tag': 'a', 'tag': 'b'}]}} | xray.inbounds[1].tag",
            })
    void a_member_that_is_written_twice_is_refused_at_its_path(String body, String field) {
        assertThat(refused(body)).containsExactly(new Violation(field, "is written twice"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"{", "{} {}", "{'a': NaN}", "x"})
    void a_body_that_is_no_json_is_refused(String body) {
        assertThat(refused(body)).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEmpty();
            assertThat(violation.message()).startsWith("is not JSON");
        });
    }

    @Test
    void every_digit_of_a_number_stays() {
        assertThat(TemplateBody.read(bytes("{'a': 2.50, 'b': 9007199254740993}"))
                        .toString())
                .isEqualTo("{\"a\":2.50,\"b\":9007199254740993}");
    }

    private static List<Violation> refused(String body) {
        var refusal = catchThrowableOfType(FailureException.class, () -> TemplateBody.read(bytes(body)));
        assertThat(refusal).as(body).isNotNull();
        return ((Failure.Invalid) refusal.failure()).violations();
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
