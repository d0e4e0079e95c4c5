package io.nodecore.replay.compare;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The replayed rows against the live ones, both after the same facts.
 *
 * @param equal whether every table is
 * @param positions by {@code topic-partition}: the offset of the first fact that is in neither
 */
public record ReplayComparison(boolean equal, Map<String, Long> positions, List<OfTable> tables) {

    private static final JsonMapper json = JsonMapper.shared();

    /**
     * One table; of a partial replay, the rows of its scope.
     *
     * @param onlyLive rows whose key is live alone
     * @param onlyReplayed rows whose key the replay alone has
     * @param changed rows with other values
     * @param differences the first of those, by key
     */
    public record OfTable(
            String table,
            boolean equal,
            Side live,
            Side replayed,
            long onlyLive,
            long onlyReplayed,
            long changed,
            List<Difference> differences) {}

    /**
     * One side of a table.
     *
     * @param sums of the columns that bear one
     * @param checksum of all rows, in no order
     */
    public record Side(long rows, Map<String, String> sums, String checksum) {}

    /** @param live the row, or null if there is none; the same for the replayed one */
    public record Difference(
            Map<String, Object> key,
            @Nullable Map<String, @Nullable Object> live,
            @Nullable Map<String, @Nullable Object> replayed) {}

    public String toJson() {
        return json.writeValueAsString(this);
    }
}
