package io.nodecore.projection.step;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies a list in order although some of its items can't be applied: halves a failing range until each failing item is isolated.
 *
 * <p>The result is that of applying the items one by one, at a cost of about two attempts per failing item and halving.
 */
final class Bisection {

    /** Applies a range of items or, when it throws, leaves everything as it was. */
    @FunctionalInterface
    interface Attempt<T, R> {
        List<R> apply(List<T> items) throws NotApplicableException, SQLException;
    }

    /** Takes an item that can't be applied. */
    @FunctionalInterface
    interface Poison<T> {
        void found(T item, Exception cause);
    }

    private Bisection() {}

    /** @return what the attempts that succeeded returned, in order */
    static <T, R> List<R> apply(List<T> items, Attempt<T, R> attempt, Poison<T> poison) throws SQLException {
        List<R> results = new ArrayList<>();
        if (!items.isEmpty()) {
            apply(items, attempt, poison, results);
        }
        return results;
    }

    private static <T, R> void apply(List<T> items, Attempt<T, R> attempt, Poison<T> poison, List<R> results)
            throws SQLException {
        try {
            results.addAll(attempt.apply(items));
        } catch (NotApplicableException e) {
            if (items.size() == 1) {
                poison.found(items.getFirst(), e.failure());
                return;
            }
            int middle = items.size() / 2;
            apply(items.subList(0, middle), attempt, poison, results);
            apply(items.subList(middle, items.size()), attempt, poison, results);
        }
    }
}
