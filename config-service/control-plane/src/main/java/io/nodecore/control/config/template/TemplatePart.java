package io.nodecore.control.config.template;

import io.nodecore.admin.failure.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of a template, and where to tell what is wrong in it. A member that is null counts as absent, as it does for Xray.
 *
 * @param field such as {@code xray.inbounds[0]}; empty for the body itself
 */
record TemplatePart(ObjectNode json, String field, Violations violations) {

    void refuse(String name, String message) {
        violations.add(field(name), message);
    }

    String field(String name) {
        return field.isEmpty() ? name : field + "." + name;
    }

    @Nullable
    JsonNode given(String name) {
        JsonNode given = json.get(name);
        return given == null || given.isNull() ? null : given;
    }

    /** Empty where there is none. */
    Optional<TemplatePart> part(String name) {
        JsonNode given = given(name);
        if (given instanceof ObjectNode object) {
            return Optional.of(new TemplatePart(object, field(name), violations));
        }
        if (given != null) {
            refuse(name, "must be an object");
        }
        return Optional.empty();
    }

    /** The objects of a list. */
    List<TemplatePart> parts(String name) {
        List<TemplatePart> parts = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof ObjectNode object) {
                parts.add(new TemplatePart(object, field(name) + "[" + i + "]", violations));
            } else {
                refuse(name + "[" + i + "]", "must be an object");
            }
        }
        return parts;
    }

    /** The texts of a list. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).isString()) {
                texts.add(elements.get(i).stringValue());
            } else {
                refuse(name + "[" + i + "]", "must be a text, got " + elements.get(i));
            }
        }
        return texts;
    }

    private List<JsonNode> elements(String name) {
        JsonNode given = given(name);
        if (given instanceof ArrayNode list) {
            return list.valueStream().toList();
        }
        if (given != null) {
            refuse(name, "must be a list");
        }
        return List.of();
    }

    /** Xray takes a list of texts, or one text with commas, for the same. */
    List<String> words(String name) {
        JsonNode given = given(name);
        return given != null && given.isString() ? List.of(given.stringValue().split(",")) : texts(name);
    }

    /** Empty where there is none. */
    String text(String name) {
        JsonNode given = given(name);
        if (given == null) {
            return "";
        }
        if (given.isString()) {
            return given.stringValue();
        }
        refuse(name, "must be a text, got " + given);
        return "";
    }

    /** A whole number, where there is one, has to be in this range. */
    void inRange(String name, long least, long most) {
        JsonNode given = given(name);
        if (given != null
                && !(given.isIntegralNumber()
                        && given.canConvertToLong()
                        && given.longValue() >= least
                        && given.longValue() <= most)) {
            refuse(name, least == most ? "must be " + least + ", got " + given : range(least, most) + ", got " + given);
        }
    }

    private static String range(long least, long most) {
        return "must be a whole number from " + least + " to " + most;
    }
}
