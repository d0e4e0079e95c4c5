package io.nodecore.projection.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(10));

    @Test
    void doubles_with_each_failure_up_to_the_longest() {
        var random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(backOff.after(1, random)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
            assertThat(backOff.after(3, random)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
            assertThat(backOff.after(Integer.MAX_VALUE, random))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        }
    }
}
