package io.nodecore.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.admin.failure.FailureException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Cursor ERRORS = new Cursor("errors");
    private static final Instant AT = Instant.parse("2026-11-28T10:00:00.123456Z");

    @Test
    void keys_are_read_as_they_were_written() {
        String cursor = ERRORS.of(AT, 7, "a_b:c");

        List<String> keys = ERRORS.read(cursor, List::copyOf);

        assertThat(keys).containsExactly(AT.toString(), "7", "a_b:c");
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void the_first_page_has_no_cursor() {
        assertThat(ERRORS.afterId(null)).isZero();
        assertThat(ERRORS.beforeId(null)).isEqualTo(Long.MAX_VALUE);
        assertThat(ERRORS.afterId(ERRORS.of(42))).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "42", "%%%", "ZXJyb3Jz", "bm9kZXMKNDI", "ZXJyb3JzCng", "ZXJyb3JzCjQyAA"})
    void a_text_that_the_list_did_not_return_is_refused(String foreign) {
        assertThatThrownBy(() -> ERRORS.afterId(foreign))
                .isInstanceOf(FailureException.class)
                .hasMessage("cursor: not a cursor returned by this list");
    }
}
