package io.nodecore.queries.stream;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code id} of events: what a watcher has of each of its views. Valid in the process that gave it, for the same views.
 *
 * @param process tells processes apart, no dots
 */
record StreamId(String process, List<StreamView> views) {

    /** The numbers of an id, one for each view; zeros, which mean the whole state, if the id is not one of these. */
    long[] read(@Nullable String id) {
        long[] none = new long[views.size()];
        if (id == null) {
            return none;
        }
        String prefix = prefix();
        if (!id.startsWith(prefix)) {
            return none;
        }
        try {
            long[] numbers = Arrays.stream(id.substring(prefix.length()).split("\\.", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return numbers.length == views.size() ? numbers : none;
        } catch (NumberFormatException e) {
            return none;
        }
    }

    String of(long[] numbers) {
        return prefix() + LongStream.of(numbers).mapToObj(Long::toString).collect(Collectors.joining("."));
    }

    private String prefix() {
        return process + "." + Integer.toHexString(views.hashCode()) + ".";
    }
}
