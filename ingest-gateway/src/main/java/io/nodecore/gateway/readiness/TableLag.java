package io.nodecore.gateway.readiness;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest record of each key that a table does not contain yet, and since when it is missing. Used by one thread. */
final class TableLag {

    private record Key(String topic, String key) {}

    private record Missing(byte @Nullable [] value, long sinceNanos) {}

    private final Map<String, WatchedTable> tables = new HashMap<>();
    private final Map<Key, Missing> missing = new HashMap<>();

    TableLag(List<WatchedTable> watched) {
        watched.forEach(table -> tables.put(table.topic().name(), table));
    }

    /** A record was read from the topic of a table. */
    void appended(String topic, String key, byte @Nullable [] value, long nowNanos) {
        Missing known = missing.get(new Key(topic, key));
        missing.put(new Key(topic, key), new Missing(value, known == null ? nowNanos : known.sinceNanos()));
    }

    /** The topic of a table in which a record has been missing for longer than this. */
    Optional<String> staleFor(Duration atMost, long nowNanos) {
        String stale = null;
        for (Iterator<Map.Entry<Key, Missing>> all = missing.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Missing> entry = all.next();
            String topic = entry.getKey().topic();
            WatchedTable table = Objects.requireNonNull(tables.get(topic), topic);
            if (table.holds(entry.getKey().key(), entry.getValue().value())) {
                all.remove();
            } else if (nowNanos - entry.getValue().sinceNanos() > atMost.toNanos()) {
                stale = topic;
            }
        }
        return Optional.ofNullable(stale);
    }
}
