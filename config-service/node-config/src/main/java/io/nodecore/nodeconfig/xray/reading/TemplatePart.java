package io.nodecore.nodeconfig.xray.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of a template and its path. A null member counts as absent, as in Xray.
 *
 * @param field such as {@code xray.inbounds[0]}; empty for the body itself
 */
public record TemplatePart(ObjectNode json, String field, Findings findings) {

    /** An element of a list of texts, with its path relative to the object that has the list. */
    public record Word(String name, String text) {}

    public void refuse(String name, String message) {
        findings.refuse(field(name), message);
    }

    public void warn(String name, String message) {
        findings.warn(field(name), message);
    }

    /** The path of a member; of the object itself for an empty name. */
    public String field(String name) {
        return name.isEmpty() ? field : field.isEmpty() ? name : field + "." + name;
    }

    /** Returns whether the release that will run the config has a change. */
    public boolean isSince(XrayChange change) {
        return findings.release().compareTo(change.since()) >= 0;
    }

    /** Refuses a member that older releases do not know. */
    public void requireSince(XrayChange change, String name) {
        if (!isSince(change)) {
            refuse(name, "needs Xray " + change.since() + ", the node has " + findings.release());
        }
    }

    public @Nullable JsonNode given(String name) {
        JsonNode given = json.get(name);
        return given == null || given.isNull() ? null : given;
    }

    public boolean has(String name) {
        return given(name) != null;
    }

    /** Empty if the member is absent or refused. */
    public Optional<TemplatePart> part(String name) {
        JsonNode given = given(name);
        if (given instanceof ObjectNode object) {
            return Optional.of(new TemplatePart(object, field(name), findings));
        }
        if (given != null) {
            refuse(name, "must be an object");
        }
        return Optional.empty();
    }

    /** The same, but an empty object if the member is absent. */
    public TemplatePart partOrEmpty(String name) {
        return part(name).orElseGet(() -> new TemplatePart(json.objectNode(), field(name), findings));
    }

    /** The objects of a list. */
    public List<TemplatePart> parts(String name) {
        List<TemplatePart> parts = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof ObjectNode object) {
                parts.add(new TemplatePart(object, field(name) + "[" + i + "]", findings));
            } else {
                refuse(name + "[" + i + "]", "must be an object");
            }
        }
        return parts;
    }

    /** The texts of a list. */
    public List<Word> texts(String name) {
        List<Word> texts = new ArrayList<>();
        List<JsonNode> elements = elements(name);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).isString()) {
                texts.add(new Word(name + "[" + i + "]", elements.get(i).stringValue()));
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

    /** Xray accepts a list of texts, or one text with commas. */
    public List<Word> words(String name) {
        JsonNode given = given(name);
        if (given == null || !given.isString()) {
            return texts(name);
        }
        List<Word> words = new ArrayList<>();
        for (String text : given.stringValue().split(",", -1)) {
            words.add(new Word(name, text));
        }
        return words;
    }

    /** Empty if the member is absent or refused. */
    public String text(String name) {
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

    /** A text that, in lower case, must be one of these words. An absent or empty text is not checked. */
    public String oneOf(String name, Set<String> words) {
        String word = text(name).toLowerCase(Locale.ROOT);
        if (!word.isEmpty() && !words.contains(word)) {
            refuse(name, "must be one of " + String.join(", ", new TreeSet<>(words)) + ", got '" + text(name) + "'");
        }
        return word;
    }

    /** The same, but the member is required. */
    public String requiredOneOf(String name, Set<String> words) {
        if (text(name).isEmpty()) {
            refuse(name, "is required");
        }
        return oneOf(name, words);
    }

    /** The value of a whole number; other values are refused by the shape check. */
    public long number(String name, long absent) {
        JsonNode given = given(name);
        return given != null && given.isIntegralNumber() && given.canConvertToLong() ? given.longValue() : absent;
    }

    /** A whole number that must be in this range if it is present. */
    public void inRange(String name, long least, long most) {
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
