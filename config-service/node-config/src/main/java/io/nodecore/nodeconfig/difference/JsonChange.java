package io.nodecore.nodeconfig.difference;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One difference between two documents.
 *
 * @param op add, remove, replace, or reorder (the same elements in another order, compared by their tags)
 * @param path a JSON Pointer in which an element with a tag is named by its tag, such as {@code /xray/inbounds/vless-in/port}
 * @param before absent for add
 * @param after absent for remove
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JsonChange(
        String op,
        String path,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    public String line() {
        return switch (op) {
            case "add" -> "+ " + path + ": " + after;
            case "remove" -> "- " + path + ": " + before;
            default -> "~ " + path + ": " + before + " → " + after;
        };
    }
}
