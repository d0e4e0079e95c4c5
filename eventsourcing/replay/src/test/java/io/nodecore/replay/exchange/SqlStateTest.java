package io.nodecore.replay.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStateTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53100", "40001", "40P01", "25P03", "55P03"})
    void what_passes_by_itself_does_not_end_a_replay(String state) {
        var failure = new IllegalStateException("can't apply", new SQLException("away", state));
        assertThat(SqlState.isPassing(SqlState.of(failure))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42703", "22003", "25P02"})
    void what_would_come_again_ends_it(String state) {
        assertThat(SqlState.isPassing(SqlState.of(new SQLException("wrong", state))))
                .isFalse();
    }

    @Test
    void what_does_not_come_from_the_database_has_no_state() {
        assertThat(SqlState.of(new IllegalStateException("something else"))).isNull();
        assertThat(SqlState.isPassing(null)).isFalse();
    }
}
