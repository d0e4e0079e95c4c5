package io.nodecore.projection;

import java.sql.SQLException;
import java.util.List;

/**
 * Applies a list in order although some of its items can't be applied: halves a failing range until the failing items stand alone.
 *
 * <p>The result is that of applying the items one by one, at a cost of about two attempts per failing item and halving.
 */
final class Bisection {

    /** Applies a range of items or, when it throws, leaves everything as it was. */
    @FunctionalInterface
    interface Attempt<T> {
        int apply(List<T> items) throws NotApplicableException, SQLException;
    }

    /** Takes an item that can't be applied. */
    @FunctionalInterface
    interface Poison<T> {
        void found(T item, Exception cause);
    }

    private Bisection() {}

    /** @return the sum of what the attempts that succeeded returned */
    static <T> int apply(List<T> items, Attempt<T> attempt, Poison<T> poison) throws SQLException {
        if (items.isEmpty()) {
            return 0;
        }
        try {
            return attempt.apply(items);
        } catch (NotApplicableException e) {
            if (items.size() == 1) {
                poison.found(items.getFirst(), e.failure());
                return 0;
            }
            int middle = items.size() / 2;
            return apply(items.subList(0, middle), attempt, poison)
                    + apply(items.subList(middle, items.size()), attempt, poison);
        }
    }
}
