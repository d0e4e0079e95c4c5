package io.nodecore.nodeconfig.difference;

import io.nodecore.nodeconfig.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The changes from one JSON document to another, as near to the leaves as possible. */
public final class JsonDifference {

    private final List<JsonChange> changes = new ArrayList<>();

    private JsonDifference() {}

    public static List<JsonChange> between(JsonNode before, JsonNode after) {
        var difference = new JsonDifference();
        difference.compare("", before, after);
        return difference.changes;
    }

    private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null || after == null) {
            if (before != after) {
                changes.add(new JsonChange(before == null ? "add" : "remove", path, before, after));
            }
        } else if (!before.equals(after)) {
            if (before instanceof ObjectNode old && after instanceof ObjectNode fresh) {
                objects(path, old, fresh);
            } else if (before instanceof ArrayNode old && after instanceof ArrayNode fresh) {
                arrays(path, old, fresh);
            } else {
                changes.add(new JsonChange("replace", path, before, after));
            }
        }
    }

    private void objects(String path, ObjectNode before, ObjectNode after) {
        var names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        names.forEach(name -> compare(step(path, name), before.get(name), after.get(name)));
    }

    private void arrays(String path, ArrayNode before, ArrayNode after) {
        Optional<SequencedMap<String, JsonNode>> old = byTag(before);
        Optional<SequencedMap<String, JsonNode>> fresh = byTag(after);
        if (old.isPresent() && fresh.isPresent()) {
            tagged(path, old.get(), fresh.get());
        } else if (before.valueStream().allMatch(JsonNode::isObject)
                && after.valueStream().allMatch(JsonNode::isObject)) {
            listed(path, before, after);
        } else {
            changes.add(new JsonChange("replace", path, before, after));
        }
    }

    /** Elements with tags are compared by tag, not by index. */
    private void tagged(String path, SequencedMap<String, JsonNode> before, SequencedMap<String, JsonNode> after) {
        Map<String, JsonNode> all = new LinkedHashMap<>(before);
        all.putAll(after);
        all.keySet().forEach(tag -> compare(step(path, tag), before.get(tag), after.get(tag)));
        List<String> oldOrder =
                before.keySet().stream().filter(after::containsKey).toList();
        List<String> newOrder =
                after.keySet().stream().filter(before::containsKey).toList();
        if (!oldOrder.equals(newOrder)) {
            changes.add(new JsonChange("reorder", path, texts(oldOrder), texts(newOrder)));
        }
    }

    /** For other lists, equal elements at the start and at the end are omitted. */
    private void listed(String path, ArrayNode before, ArrayNode after) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        int both = shorter - head - tail;
        for (int i = head; i < Math.max(before.size(), after.size()) - tail; i++) {
            boolean inBoth = i < head + both;
            compare(
                    step(path, Integer.toString(i)),
                    inBoth || i < before.size() - tail ? before.get(i) : null,
                    inBoth || i < after.size() - tail ? after.get(i) : null);
        }
    }

    /** Empty unless every element is an object with a unique tag. */
    private static Optional<SequencedMap<String, JsonNode>> byTag(ArrayNode array) {
        SequencedMap<String, JsonNode> byTag = new LinkedHashMap<>();
        for (JsonNode element : array) {
            String tag = element.path("tag").asString("");
            if (tag.isEmpty() || byTag.put(tag, element) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(byTag);
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = CanonicalJson.json.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static String step(String path, String name) {
        return path + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
