package io.nodecore.admin;

import io.nodecore.admin.failure.Violations;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces the members that a PATCH body names and keeps the others; null removes a member. The result must satisfy the same rules as a new
 * resource, so a change can't produce a resource that could not have been created.
 */
public final class MergePatch {

    private final JsonMapper json;

    public MergePatch(JsonMapper json) {
        this.json = json;
    }

    /** Returns whether the body names this member. */
    public boolean names(JsonNode patch, String member) {
        return patch.has(member);
    }

    public <T> T apply(T before, JsonNode patch, Class<T> type) {
        if (!(patch instanceof ObjectNode members)) {
            throw Violations.refuse("", "must be an object with the members to change");
        }
        ObjectNode merged = json.valueToTree(before);
        members.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
        try {
            return json.treeToValue(merged, type);
        } catch (JacksonException e) {
            throw Violations.refuse(JsonPath.of(e), JsonPath.expectation(e));
        }
    }
}
