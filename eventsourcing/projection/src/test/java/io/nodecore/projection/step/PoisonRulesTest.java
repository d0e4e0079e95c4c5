package io.nodecore.projection.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"21000", "22003", "22P02", "23514", "54000"})
    void a_state_that_the_fact_causes_is_poison(String state) {
        assertThat(PoisonRules.isPoison(new SQLException("refused", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "40P01", "53100", "42P01", "25P03", "55P03", "22"})
    void a_state_of_the_database_is_not(String state) {
        assertThat(PoisonRules.isPoison(new SQLException("away", state))).isFalse();
    }

    @Test
    void a_failure_without_sql_comes_from_the_fact() {
        assertThat(PoisonRules.isPoison(new ArithmeticException("long overflow")))
                .isTrue();
        assertThat(PoisonRules.isPoison(new IllegalStateException("defect"))).isTrue();
    }

    @Test
    void sql_inside_another_failure_decides() {
        assertThat(PoisonRules.isPoison(new IllegalStateException(new SQLException("away", "08006"))))
                .isFalse();
        assertThat(PoisonRules.isPoison(new IllegalStateException(new SQLException("overflow", "22003"))))
                .isTrue();
    }

    @Test
    void kafka_being_away_is_no_poison() {
        assertThat(PoisonRules.isPoison(new TimeoutException("no acknowledgement")))
                .isFalse();
        assertThat(PoisonRules.isPoison(new SQLException("no state"))).isFalse();
    }
}
