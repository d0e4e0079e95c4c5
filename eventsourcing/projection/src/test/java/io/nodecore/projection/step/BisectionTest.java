package io.nodecore.projection.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BisectionTest {

    private final List<Integer> applied = new ArrayList<>();
    private final List<Integer> poisoned = new ArrayList<>();
    private int attempts;

    @Test
    void one_bad_item_in_the_middle_costs_none_of_its_neighbours() throws Exception {
        apply(List.of(1, 2, 3, 4, 5, 6, 7), Set.of(4));

        assertThat(applied).containsExactly(1, 2, 3, 5, 6, 7);
        assertThat(poisoned).containsExactly(4);
    }

    @Test
    void a_healthy_list_takes_one_attempt() throws Exception {
        apply(List.of(1, 2, 3), Set.of());

        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void an_empty_list_takes_none() throws Exception {
        assertThat(apply(List.of(), Set.of())).isEmpty();
        assertThat(attempts).isZero();
    }

    @Test
    void any_set_of_bad_items_is_found_in_order_and_the_others_are_applied_in_order() throws Exception {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            List<Integer> items = new ArrayList<>();
            Set<Integer> bad = new TreeSet<>();
            for (int i = 0; i < random.nextInt(40); i++) {
                items.add(i);
                if (random.nextInt(4) == 0) {
                    bad.add(i);
                }
            }
            applied.clear();
            poisoned.clear();
            List<Integer> result = apply(items, bad);

            List<Integer> good = new ArrayList<>(items);
            good.removeAll(bad);
            assertThat(applied).as("seed %d", seed).isEqualTo(good);
            assertThat(poisoned).as("seed %d", seed).containsExactlyElementsOf(bad);
            assertThat(result).as("seed %d", seed).isEqualTo(good);
        }
    }

    @Test
    void a_database_that_goes_away_meanwhile_ends_the_attempt() {
        assertThatThrownBy(() -> Bisection.apply(
                        List.of(1, 2),
                        items -> {
                            throw new SQLException("connection lost", "08006");
                        },
                        (item, cause) -> poisoned.add(item)))
                .isInstanceOf(SQLException.class);
        assertThat(poisoned).isEmpty();
    }

    private List<Integer> apply(List<Integer> items, Set<Integer> bad) throws SQLException {
        return Bisection.apply(
                items,
                range -> {
                    attempts++;
                    if (range.stream().anyMatch(bad::contains)) {
                        throw new NotApplicableException(new ArithmeticException("bad"));
                    }
                    applied.addAll(range);
                    return range;
                },
                (item, cause) -> poisoned.add(item));
    }
}
