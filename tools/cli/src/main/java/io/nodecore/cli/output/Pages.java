package io.nodecore.cli.output;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads as many pages of a list as a limit needs, into one answer. */
public final class Pages {

    private static final int PAGE = 500;

    private Pages() {}

    /**
     * @param route of the list
     * @param member of the answer that holds the rows
     * @param limit of rows
     * @return the rows, and {@code next}: a cursor if there are more rows than the limit
     */
    public static ObjectNode read(
            Function<Map<String, String>, JsonNode> route, String member, Map<String, String> query, int limit) {
        Map<String, String> request = new HashMap<>(query);
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode rows = answer.putArray(member);
        JsonNode page;
        do {
            request.put("limit", Integer.toString(Math.min(PAGE, limit - rows.size())));
            page = route.apply(request);
            page.path(member).forEach(rows::add);
            request.put("cursor", page.path("next").asString(""));
        } while (page.path("next").isString() && rows.size() < limit);
        answer.set("next", page.path("next").isString() ? page.path("next") : answer.nullNode());
        return answer;
    }
}
