package io.nodecore.queries.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a view and which members changed when. The latest changes are kept, by the names of the members: a watcher that
 * missed several changes gets the current value of each member once. Not thread-safe.
 */
final class ViewHistory {

    private static final int KEPT_CHANGES = 120;

    /**
     * What changed after a number.
     *
     * @param set members that are new or have another value
     * @param removed members that no longer exist
     */
    record Difference(Map<String, Object> set, Set<String> removed) {}

    private record Change(long number, Set<String> members) {}

    private final Deque<Change> changes = new ArrayDeque<>();
    private Map<String, Object> state = Map.of();
    private long number;

    /** @param start the number before the first change; no history of the same view may have used a greater one */
    ViewHistory(long start) {
        this.number = start;
    }

    /** The number of the latest change. */
    long number() {
        return number;
    }

    /** Returns whether there is a state. */
    boolean hasState() {
        return !changes.isEmpty();
    }

    Map<String, Object> state() {
        return state;
    }

    /** Returns whether it differs from the state before. The first state always does. */
    boolean update(Map<String, Object> next) {
        Set<String> changed = new HashSet<>();
        next.forEach((member, value) -> {
            if (!value.equals(state.get(member))) {
                changed.add(member);
            }
        });
        state.keySet().stream().filter(member -> !next.containsKey(member)).forEach(changed::add);
        if (changed.isEmpty() && hasState()) {
            return false;
        }
        state = next;
        number++;
        changes.addLast(new Change(number, changed));
        if (changes.size() > KEPT_CHANGES) {
            changes.removeFirst();
        }
        return true;
    }

    /** @return null if the changes after this number are not all known: the whole state is needed */
    @Nullable
    Difference since(long after) {
        if (!hasState() || after > number || after < changes.getFirst().number()) {
            return null;
        }
        Map<String, Object> set = new LinkedHashMap<>();
        Set<String> removed = new TreeSet<>();
        for (Change change : changes) {
            if (change.number() > after) {
                for (String member : change.members()) {
                    if (state.containsKey(member)) {
                        set.put(member, Objects.requireNonNull(state.get(member)));
                    } else {
                        removed.add(member);
                    }
                }
            }
        }
        return new Difference(set, removed);
    }
}
