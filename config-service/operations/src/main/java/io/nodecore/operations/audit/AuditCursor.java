package io.nodecore.operations.audit;

import io.nodecore.admin.failure.Violations;
import io.nodecore.operations.audit.CounterView.Span;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of an audit begins: how many reports came before it, and which facts the first page looked at. So all pages are about
 * the same facts, whatever is counted meanwhile.
 */
record AuditCursor(int skipped, Map<Topic<?>, SortedMap<Integer, Span>> counted) {

    private static final List<Topic<?>> TOPICS = List.of(Topics.USAGE, Topics.USAGE_CORRECTED);

    /** Such as {@code 100_0.0.0.1234_1.0.0.12}: topic, partition, first offset, next offset. */
    String text() {
        List<String> parts = new ArrayList<>();
        parts.add(Integer.toString(skipped));
        counted.forEach((topic, spans) -> spans.forEach((partition, span) ->
                parts.add(TOPICS.indexOf(topic) + "." + partition + "." + span.first() + "." + span.next())));
        return String.join("_", parts);
    }

    static @Nullable AuditCursor parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = text.split("_", -1);
            Map<Topic<?>, SortedMap<Integer, Span>> counted = new TreeMap<>(CounterView.ORDER);
            for (int i = 1; i < parts.length; i++) {
                String[] numbers = parts[i].split("\\.", -1);
                counted.computeIfAbsent(TOPICS.get(Integer.parseInt(numbers[0])), topic -> new TreeMap<>())
                        .put(
                                Integer.valueOf(numbers[1]),
                                new Span(Long.parseLong(numbers[2]), Long.parseLong(numbers[3])));
            }
            return new AuditCursor(Integer.parseInt(parts[0]), counted);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw Violations.refuse("cursor", "is none that an audit gave, got '" + text + "'");
        }
    }
}
