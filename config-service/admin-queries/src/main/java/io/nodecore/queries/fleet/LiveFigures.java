package io.nodecore.queries.fleet;

import io.lettuce.core.KeyValue;
import io.nodecore.admin.redis.RedisReads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** The latest snapshot and the online counts of many nodes, some hundred keys a command. */
final class LiveFigures {

    private static final int KEYS = 1_000;

    /** The part of {@code node:{id}:stats} that a row has. */
    record StoredStats(@Nullable System system, @Nullable Xray xray) {

        record System(
                @Nullable Double cpuPercent,
                @Nullable Long ramUsed,
                @Nullable Long ramTotal,
                @Nullable Long diskUsed,
                @Nullable Long diskTotal,
                @Nullable Double netRxPerSec,
                @Nullable Double netTxPerSec) {

            static final System UNKNOWN = new System(null, null, null, null, null, null, null);
        }

        record Xray(@Nullable Boolean running) {}
    }

    /** The value of {@code node:{id}:online}. */
    record StoredOnline(@Nullable Integer users) {}

    private final RedisReads redis;
    private final ObjectReader stats;
    private final ObjectReader online;

    LiveFigures(RedisReads redis, JsonMapper json) {
        this.redis = redis;
        this.stats = json.readerFor(StoredStats.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.online = json.readerFor(StoredOnline.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /**
     * Adds the figures to the rows.
     *
     * @throws io.lettuce.core.RedisException if Redis is unavailable
     */
    List<FleetRow> addTo(List<FleetRow> rows) {
        List<String> keys = new ArrayList<>(2 * rows.size());
        for (FleetRow row : rows) {
            keys.add(statsKey(row.id()));
            keys.add(onlineKey(row.id()));
        }
        Map<String, String> values = new HashMap<>();
        for (int from = 0; from < keys.size(); from += KEYS) {
            List<String> some = keys.subList(from, Math.min(from + KEYS, keys.size()));
            for (KeyValue<String, String> value : redis.commands().mget(some.toArray(String[]::new))) {
                if (value.hasValue()) {
                    values.put(value.getKey(), value.getValue());
                }
            }
        }
        return rows.stream()
                .map(row -> with(
                        row,
                        read(stats, values.get(statsKey(row.id())), StoredStats.class),
                        read(online, values.get(onlineKey(row.id())), StoredOnline.class)))
                .toList();
    }

    private static FleetRow with(FleetRow row, @Nullable StoredStats stats, @Nullable StoredOnline online) {
        StoredStats.System system =
                stats == null || stats.system() == null ? StoredStats.System.UNKNOWN : stats.system();
        StoredStats.Xray xray = stats == null ? null : stats.xray();
        return new FleetRow(
                row.id(),
                row.name(),
                row.region(),
                row.status(),
                row.syncStatus(),
                row.currentRevision(),
                row.latestRevision(),
                row.behindSince(),
                system.cpuPercent(),
                system.ramUsed(),
                system.ramTotal(),
                system.diskUsed(),
                system.diskTotal(),
                system.netRxPerSec(),
                system.netTxPerSec(),
                xray == null ? null : xray.running(),
                online == null ? null : online.users(),
                row.lastSeenAt(),
                row.lastError());
    }

    /** A value that another version wrote counts as none. */
    private static <V> @Nullable V read(ObjectReader reader, @Nullable String value, Class<V> type) {
        if (value == null) {
            return null;
        }
        try {
            return type.cast(reader.readValue(value));
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String statsKey(long nodeId) {
        return "node:" + nodeId + ":stats";
    }

    private static String onlineKey(long nodeId) {
        return "node:" + nodeId + ":online";
    }
}
