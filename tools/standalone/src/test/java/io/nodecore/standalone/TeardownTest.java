package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {

    private final List<String> closed = new ArrayList<>();
    private final Teardown teardown = new Teardown();

    @Test
    void what_started_last_stops_first() {
        teardown.add("servers", () -> closed.add("servers"));
        teardown.add("services", () -> closed.add("services"));

        teardown.close();

        assertThat(closed).containsExactly("services", "servers");
    }

    @Test
    void a_part_that_fails_to_stop_does_not_keep_the_others_running() {
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
}
