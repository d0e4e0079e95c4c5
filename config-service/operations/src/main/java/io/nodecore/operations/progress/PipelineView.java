package io.nodecore.operations.progress;

import io.nodecore.admin.shared.SharedReading;
import java.time.Duration;
import java.util.List;

/** The progress of all projections, for readers that ask often. */
public final class PipelineView {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ProjectionProgress progress;
    private final SharedReading<List<ProjectionResource>> current;

    PipelineView(ProjectionProgress progress) {
        this.progress = progress;
        this.current = new SharedReading<>(INTERVAL, () -> rows(progress.all()));
    }

    /** Now; read at most once a second. It waits for Kafka. */
    public List<ProjectionResource> current() {
        return current.get();
    }

    /** Some seconds ago, without waiting; empty in the first seconds of config-service. */
    public List<ProjectionResource> latestSample() {
        return rows(progress.latestSample());
    }

    private static List<ProjectionResource> rows(List<PartitionProgress> all) {
        return all.stream().map(ProjectionResource::of).toList();
    }
}
