package io.nodecore.operations.audit;

import io.nodecore.admin.Cursor;
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
 * Where a page of an audit starts: the number of reports before it, and the facts that the first page read. So all pages refer to the same
 * facts, also while usage is being counted.
 */
record AuditCursor(int skipped, Map<Topic<?>, SortedMap<Integer, Span>> counted) {

    private static final Cursor CURSOR = new Cursor("audit");
    private static final List<Topic<?>> TOPICS = List.of(Topics.USAGE, Topics.USAGE_CORRECTED);

    String text() {
        List<Object> keys = new ArrayList<>();
        keys.add(skipped);
        counted.forEach((topic, spans) -> spans.forEach((partition, span) ->
                keys.add(TOPICS.indexOf(topic) + "." + partition + "." + span.first() + "." + span.next())));
        return CURSOR.of(keys.toArray());
    }

    static @Nullable AuditCursor parse(@Nullable String text) {
        return text == null ? null : CURSOR.read(text, AuditCursor::parse);
    }

    /** Such as {@code 100, 0.0.0.1234, 1.0.0.12}: number of earlier reports; topic, partition, first offset, next offset. */
    private static AuditCursor parse(List<String> keys) {
        Map<Topic<?>, SortedMap<Integer, Span>> counted = new TreeMap<>(CounterView.ORDER);
        for (String key : keys.subList(1, keys.size())) {
            String[] numbers = key.split("\\.", -1);
            counted.computeIfAbsent(TOPICS.get(Integer.parseInt(numbers[0])), topic -> new TreeMap<>())
                    .put(Integer.valueOf(numbers[1]), new Span(Long.parseLong(numbers[2]), Long.parseLong(numbers[3])));
        }
        return new AuditCursor(Integer.parseInt(keys.getFirst()), counted);
    }
}
