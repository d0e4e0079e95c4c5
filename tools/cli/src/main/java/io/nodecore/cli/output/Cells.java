package io.nodecore.cli.output;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Values of an answer as the cells of a table; {@code -} means a value that is absent or null. */
public final class Cells {

    private static final String NONE = "-";

    private Cells() {}

    /** @param members names, or JSON pointers */
    public static List<String> of(JsonNode resource, String... members) {
        return Stream.of(members)
                .map(member -> text(member.startsWith("/") ? resource.at(member) : resource.path(member)))
                .toList();
    }

    public static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return NONE;
        }
        String text = value.isContainer() ? value.toString() : value.asString();
        return text.isEmpty() ? NONE : text.replaceAll("\\s+", " ");
    }

    /** The beginning of a long text. */
    public static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
