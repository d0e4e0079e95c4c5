package io.nodecore.nodeconfig.xray.reading;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The member names that a schema defines.
 *
 * @param spellings the lower-case form of each name → the name
 * @param maps members whose own member names are chosen by the admin
 * @param whole members that always have whole numbers, at any place in the config
 */
public record MemberNames(Map<String, String> spellings, Set<String> names, Set<String> maps, Set<String> whole) {

    public static MemberNames of(JsonNode schema) {
        Set<String> fractions = new HashSet<>();
        var names = new MemberNames(new HashMap<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        names.collect(schema, fractions);
        names.whole.removeAll(fractions);
        return names;
    }

    private void collect(JsonNode node, Set<String> fractions) {
        if (node.path("properties") instanceof ObjectNode properties) {
            properties.properties().forEach(member -> {
                String name = member.getKey();
                JsonNode schema = member.getValue();
                names.add(name);
                spellings.put(name.toLowerCase(Locale.ROOT), name);
                if (schema.has("additionalProperties")) {
                    maps.add(name);
                }
                if (schema.path("type").asString("").equals("integer")
                        || schema.path("$ref").asString("").endsWith("/ports")) {
                    whole.add(name);
                } else if (schema.toString().contains("\"number\"")) {
                    fractions.add(name);
                }
            });
        }
        node.forEach(inner -> collect(inner, fractions));
    }

    ObjectNode named(TemplatePart part) {
        return (ObjectNode) named(part.json(), part.field(), part.findings(), false);
    }

    private JsonNode named(JsonNode node, String path, Findings findings, boolean isMap) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(member -> {
                    String given = member.getKey();
                    String name = isMap || names.contains(given)
                            ? given
                            : spellings.getOrDefault(given.toLowerCase(Locale.ROOT), given);
                    String inner = path + "." + name;
                    if (copy.has(name)) {
                        findings.refuse(inner, "is written twice");
                    }
                    copy.set(name, named(member.getValue(), inner, findings, !isMap && maps.contains(name)));
                });
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                for (int i = 0; i < array.size(); i++) {
                    copy.add(named(array.get(i), path + "[" + i + "]", findings, false));
                }
                yield copy;
            }
            default -> node;
        };
    }

    /** Xray refuses a whole number with a decimal point or an exponent. */
    public void refuseFractions(TemplatePart part) {
        refuseFractions(part.json(), part.field(), part.findings());
    }

    private void refuseFractions(JsonNode node, String path, Findings findings) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                String inner = path + "." + member.getKey();
                JsonNode value = member.getValue();
                if (value.isNumber() && !value.isIntegralNumber() && whole.contains(member.getKey())) {
                    findings.refuse(inner, "must be written as a whole number, got " + value);
                }
                refuseFractions(value, inner, findings);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                refuseFractions(node.get(i), path + "[" + i + "]", findings);
            }
        }
    }
}
