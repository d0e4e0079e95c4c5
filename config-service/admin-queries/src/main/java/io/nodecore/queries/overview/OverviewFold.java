package io.nodecore.queries.overview;

import io.nodecore.operations.progress.ProjectionResource;
import io.nodecore.queries.fleet.FleetRow;
import io.nodecore.queries.overview.Overview.Lag;
import io.nodecore.queries.overview.Overview.NodeCounts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows to counts. Pure. */
final class OverviewFold {

    private OverviewFold() {}

    static NodeCounts counts(List<FleetRow> nodes) {
        Map<String, Integer> sync = new TreeMap<>(Map.of("pending", 0, "synced", 0, "failed", 0));
        nodes.forEach(node -> sync.merge(node.syncStatus(), 1, Integer::sum));
        return new NodeCounts(
                nodes.size(),
                count(nodes, "pending"),
                count(nodes, "online"),
                count(nodes, "offline"),
                count(nodes, "error"),
                sync,
                (int) nodes.stream().filter(node -> node.behindSince() != null).count());
    }

    /** The sum of a figure over the nodes that have it; null if none has. */
    static @Nullable Double sum(List<FleetRow> nodes, Function<FleetRow, @Nullable Double> figure) {
        return nodes.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .reduce(Double::sum)
                .orElse(null);
    }

    static @Nullable Long usersOnline(List<FleetRow> nodes) {
        return nodes.stream()
                .map(FleetRow::usersOnline)
                .filter(Objects::nonNull)
                .map(Integer::longValue)
                .reduce(Long::sum)
                .orElse(null);
    }

    /** The partition that is the most seconds behind; null if no lag is known. */
    static @Nullable Lag worstLag(List<ProjectionResource> pipeline) {
        return pipeline.stream()
                .map(OverviewFold::lag)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(Lag::lagSeconds).thenComparingLong(Lag::lagRecords))
                .orElse(null);
    }

    private static @Nullable Lag lag(ProjectionResource one) {
        Long records = one.lagRecords();
        if (records == null) {
            return null;
        }
        // The age of the oldest fact is unknown for a moment after it was found.
        long seconds = one.lagSeconds() == null ? 0 : one.lagSeconds();
        return new Lag(one.name(), one.topic(), one.partition(), records, seconds);
    }

    private static int count(List<FleetRow> nodes, String status) {
        return (int) nodes.stream().filter(node -> node.status().equals(status)).count();
    }
}
