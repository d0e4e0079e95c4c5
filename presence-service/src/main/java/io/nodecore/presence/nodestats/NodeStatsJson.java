package io.nodecore.presence.nodestats;

import io.nodecore.schemas.facts.NodeStatsReported;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that is stored in Redis. */
final class NodeStatsJson {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.builder().build();

    String snapshot(long nodeId, long receivedAtMs, NodeStatsReported stats) {
        return json.writeValueAsString(Snapshot.of(nodeId, receivedAtMs, stats, mtproto(stats.getMtprotoJson())));
    }

    String point(long receivedAtMs, NodeStatsReported stats) {
        return json.writeValueAsString(HistoryPoint.of(receivedAtMs, stats));
    }

    String minute(MinutePoint point) {
        return json.writeValueAsString(point);
    }

    /** The status of telemt has no fixed form: text that is not a JSON object must not invalidate the rest of the snapshot. */
    private @Nullable Map<String, Object> mtproto(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return json.readValue(text, OBJECT);
        } catch (JacksonException e) {
            return null;
        }
    }
}
