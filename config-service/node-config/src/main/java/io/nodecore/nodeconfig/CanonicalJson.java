package io.nodecore.nodeconfig;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON with one text for each value: members sorted by name, no white space. Numbers keep all their digits. */
public final class CanonicalJson {

    public static final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private CanonicalJson() {}

    public static String text(JsonNode node) {
        return json.writeValueAsString(sorted(node));
    }

    /** Returns the object in a member; a value of another type is replaced by a new object. */
    public static ObjectNode object(ObjectNode owner, String name) {
        return owner.get(name) instanceof ObjectNode object ? object : owner.putObject(name);
    }

    /** A copy with the members of every object sorted. */
    static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, JsonNode> members = new TreeMap<>();
                object.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
                ObjectNode copy = json.createObjectNode();
                members.forEach(copy::set);
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = json.createArrayNode();
                array.forEach(element -> copy.add(sorted(element)));
                yield copy;
            }
            default -> node;
        };
    }
}
