package io.nodecore.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeliveryBackOffTest {

    private static final long SEED = 20261124;

    private final DeliveryBackOff backOff = new DeliveryBackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    @Test
    void it_doubles_up_to_the_longest_and_varies_by_half() {
        var random = new SplittableRandom(SEED);
        for (int failures = 1; failures <= 100; failures++) {
            double full = Math.min(300, Math.pow(2, failures - 1)) * 1000;

            assertThat((double) backOff.after(failures, random).toMillis())
                    .as("after %d failures, seed %d", failures, SEED)
                    .isBetween(full / 2, full);
        }
    }

    @Test
    void after_however_many_failures_it_is_a_wait() {
        assertThat(backOff.after(Integer.MAX_VALUE, new SplittableRandom(SEED)))
                .isBetween(Duration.ofSeconds(150), Duration.ofSeconds(300));
    }
}
