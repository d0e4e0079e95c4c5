package io.nodecore.control.subscription;

import io.nodecore.admin.failure.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Limits the size of a bulk request and validates all of it: it is applied completely or not at all. */
final class BulkRules {

    /** Maximum number of users or subscriptions of one request. */
    static final int MOST_ITEMS = 10_000;

    /** Maximum number of new links of one request. */
    static final int MOST_LINKS = 100_000;

    private BulkRules() {}

    /** A list with 1 to {@link #MOST_ITEMS} elements, none of them null. */
    static <T> List<T> items(Violations violations, String field, @Nullable List<@Nullable T> given) {
        if (given == null || given.isEmpty()) {
            violations.add(field, "is required, a list with 1 to " + MOST_ITEMS + " elements");
            return List.of();
        }
        if (given.size() > MOST_ITEMS) {
            violations.add(field, "must have " + MOST_ITEMS + " elements at most, got " + given.size());
            return List.of();
        }
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) == null) {
                violations.add(field + "[" + i + "]", "must not be null");
            }
        }
        return violations.any() ? List.of() : List.copyOf(given);
    }

    /** Every id must exist, and must be listed only once. */
    static void known(Violations violations, String field, List<Long> ids, Set<Long> existing, String what) {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!existing.contains(ids.get(i))) {
                violations.add(field + "[" + i + "]", "there is no " + what + " " + ids.get(i));
            } else if (!seen.add(ids.get(i))) {
                violations.add(field + "[" + i + "]", ids.get(i) + " is listed twice");
            }
        }
    }

    static void linkCount(Violations violations, int subscriptions, int protocols) {
        long count = (long) subscriptions * protocols;
        if (count > MOST_LINKS) {
            violations.add("nodeProtocolIds", "must make " + MOST_LINKS + " links at most, got " + count);
        }
    }
}
