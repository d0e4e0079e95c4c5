package io.nodecore.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies hundred = Latencies.of(
            LongStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList());

    @Test
    void a_percentile_is_a_duration_that_was_measured() {
        assertThat(hundred.percentile(0.5)).isEqualTo(Duration.ofMillis(50));
        assertThat(hundred.percentile(0.99)).isEqualTo(Duration.ofMillis(99));
        assertThat(hundred.percentile(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(Latencies.of(List.of(Duration.ofMillis(7))).percentile(0.01)).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void a_single_slow_one_in_fifty_is_the_worst_percent() {
        var fifty = Latencies.of(LongStream.rangeClosed(1, 50)
                .mapToObj(n -> Duration.ofMillis(n == 50 ? 9_000 : 1))
                .toList());

        assertThat(fifty.percentile(0.99)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void of_nothing_there_is_no_figure() {
        assertThatThrownBy(() -> Latencies.of(List.of()).percentile(0.5)).hasMessageContaining("nothing was measured");
    }
}
