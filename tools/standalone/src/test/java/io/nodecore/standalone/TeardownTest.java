package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TeardownTest {

    private final List<String> closed = new ArrayList<>();
    private final Teardown teardown = new Teardown();

    @Test
    void the_part_that_started_last_stops_first() {
        teardown.add("servers", () -> closed.add("servers"));
        teardown.add("services", () -> closed.add("services"));

        teardown.close();

        assertThat(closed).containsExactly("services", "servers");
    }

    @Test
    void a_part_that_fails_to_stop_does_not_prevent_the_stop_of_the_others() {
        teardown.add("servers", () -> closed.add("servers"));
        teardown.add("services", () -> {
            throw new IllegalStateException("stuck");
        });

        teardown.close();

        assertThat(closed).containsExactly("servers");
    }

    @Test
    void a_part_that_starts_after_the_stop_is_stopped_at_once() {
        teardown.close();

        teardown.add("late", () -> closed.add("late"));

        assertThat(closed).containsExactly("late");
    }

    @Test
    void independent_parts_close_at_the_same_time() {
        var independent = Teardown.ofIndependentParts();
        var bothClose = new CyclicBarrier(2);
        independent.add("one", () -> bothClose.await(30, TimeUnit.SECONDS));
        independent.add("other", () -> {
            bothClose.await(30, TimeUnit.SECONDS);
            closed.add("other");
        });

        independent.close();

        assertThat(closed).containsExactly("other");
    }
}
