package io.nodecore.queries.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ViewHistoryTest {

    private final ViewHistory history = new ViewHistory(1_000);

    @Test
    void the_first_state_is_a_change_even_if_it_is_empty_and_the_same_state_is_none() {
        assertThat(history.hasState()).isFalse();
        assertThat(history.update(Map.of())).isTrue();
        assertThat(history.update(Map.of())).isFalse();
        assertThat(history.update(Map.of("a", 1))).isTrue();
        assertThat(history.update(Map.of("a", 1))).isFalse();
    }

    @Test
    void a_watcher_gets_what_is_new_what_is_different_and_what_is_gone() {
        history.update(Map.of("same", 1, "other", 1, "gone", 1));
        long number = history.number();
        history.update(Map.of("same", 1, "other", 2, "new", 1));

        ViewHistory.Difference difference = history.since(number);

        assertThat(difference).isNotNull();
        assertThat(difference.set()).isEqualTo(Map.of("other", 2, "new", 1));
        assertThat(difference.removed()).containsExactly("gone");
    }

    @Test
    void changes_of_before_the_state_and_of_the_future_and_forgotten_ones_are_unknown() {
        history.update(Map.of("a", 1));
        assertThat(history.since(0)).isNull();
        assertThat(history.since(1_000)).isNull();
        assertThat(history.since(history.number() + 1)).isNull();
        long first = history.number();
        for (int i = 2; i < 500; i++) {
            history.update(Map.of("a", i));
        }
        assertThat(history.since(first)).isNull();
        assertThat(history.since(history.number() - 5)).isNotNull();
    }

    @Test
    void differences_from_anywhere_lead_to_the_same_state() {
        var random = new Random(7);
        Map<Long, Map<String, Object>> states = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            Map<String, Object> state = new TreeMap<>();
            for (String member : List.of("a", "b", "c", "d")) {
                if (random.nextBoolean()) {
                    state.put(member, random.nextInt(3));
                }
            }
            history.update(state);
            states.put(history.number(), state);
        }
        states.forEach((number, state) -> {
            Map<String, Object> follower = new TreeMap<>(state);
            ViewHistory.Difference difference = history.since(number);
            assertThat(difference).isNotNull();
            follower.putAll(difference.set());
            follower.keySet().removeAll(difference.removed());
            assertThat(follower).as("from %d (seed 7)", number).isEqualTo(history.state());
        });
    }
}
