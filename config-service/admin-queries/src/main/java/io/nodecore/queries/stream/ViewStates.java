package io.nodecore.queries.stream;

import io.lettuce.core.RedisException;
import io.nodecore.admin.redis.RedisReads;
import io.nodecore.operations.progress.PipelineView;
import io.nodecore.operations.progress.ProjectionResource;
import io.nodecore.operations.replay.ReplayLookup;
import io.nodecore.queries.fleet.FleetRow;
import io.nodecore.queries.fleet.FleetView;
import io.nodecore.queries.overview.OverviewView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The states of views now: objects whose members change as wholes. A node or a replay that does not exist has no members. */
final class ViewStates {

    private static final String COMPUTED_AT = "computedAt";

    private final OverviewView overview;
    private final FleetView fleet;
    private final PipelineView pipeline;
    private final ReplayLookup replays;
    private final RedisReads redis;
    private final JsonMapper json;

    ViewStates(
            OverviewView overview,
            FleetView fleet,
            PipelineView pipeline,
            ReplayLookup replays,
            RedisReads redis,
            JsonMapper json) {
        this.overview = overview;
        this.fleet = fleet;
        this.pipeline = pipeline;
        this.replays = replays;
        this.redis = redis;
        this.json = json;
    }

    /**
     * Member to value; values can be compared with equals, and are written by Jackson.
     *
     * @throws RuntimeException if a part is unavailable
     */
    Map<String, Object> of(StreamView view) {
        return switch (view.kind()) {
            case OVERVIEW -> members(overview.overview(), COMPUTED_AT);
            case FLEET -> {
                Map<String, Object> rows = new LinkedHashMap<>();
                fleet.fleet().nodes().forEach(row -> rows.put(Long.toString(row.id()), row));
                yield rows;
            }
            case PIPELINE -> {
                Map<String, Object> rows = new LinkedHashMap<>();
                for (ProjectionResource row : pipeline.current()) {
                    rows.put(row.name() + "/" + row.topic() + "/" + row.partition(), row);
                }
                yield rows;
            }
            case NODE -> node(view.id());
            case REPLAY ->
                replays.find(view.id()).map(replay -> members(replay, null)).orElse(Map.of());
        };
    }

    private Map<String, Object> node(long nodeId) {
        for (FleetRow row : fleet.fleet().nodes()) {
            if (row.id() == nodeId) {
                Map<String, Object> members = members(row, null);
                members.put("stats", stored("node:" + nodeId + ":stats"));
                members.put("online", stored("node:" + nodeId + ":online"));
                return members;
            }
        }
        return Map.of();
    }

    /** JSON null while it is unknown. */
    private JsonNode stored(String key) {
        try {
            String value = redis.commands().get(key);
            return value == null ? json.getNodeFactory().nullNode() : json.readTree(value);
        } catch (RedisException | JacksonException e) {
            return json.getNodeFactory().nullNode();
        }
    }

    private Map<String, Object> members(Object value, @Nullable String except) {
        Map<String, Object> members = new LinkedHashMap<>();
        json.<ObjectNode>valueToTree(value).properties().forEach(member -> {
            if (!member.getKey().equals(except)) {
                members.put(member.getKey(), member.getValue());
            }
        });
        return members;
    }
}
