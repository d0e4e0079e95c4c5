package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipliersTest {

    private final Multipliers some = new Multipliers(
            new BigDecimal("1.50"), new TreeMap<>(Map.of(9L, new BigDecimal("0.25"), 3L, BigDecimal.ZERO)));

    @Test
    void a_node_protocol_counts_by_its_own_multiplier_or_by_the_node_s() {
        assertThat(some.of(9)).isEqualByComparingTo("0.25");
        assertThat(some.of(3)).isZero();
        assertThat(some.of(4)).isEqualByComparingTo("1.5");
        assertThat(Multipliers.ONE.of(4)).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void what_is_written_is_read_back_exactly() {
        assertThat(some.text()).isEqualTo("1.5;3=0;9=0.25");
        assertThat(Multipliers.parse(some.text())).isEqualTo(some);
        assertThat(Multipliers.parse("1")).isEqualTo(Multipliers.ONE);
        assertThat(Multipliers.parse("1.000")).isEqualTo(Multipliers.ONE);
        assertThat(Multipliers.parse("100").text()).isEqualTo("100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "1;", "1;3", "1;x=2", "-1", "1;3=-0.5"})
    void anything_else_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Multipliers.parse(text));
    }
}
