package io.nodecore.queries.fleet;

import io.lettuce.core.RedisException;
import io.nodecore.admin.postgres.BoundedReads;
import io.nodecore.admin.shared.SharedReading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** All nodes, read at most once a second for all requests together. Without Redis the figures are unknown, and the rest is answered. */
public final class FleetView {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final BoundedReads reads;
    private final LiveFigures figures;
    private final InstantSource clock;
    private final SharedReading<WholeFleet> latest = new SharedReading<>(INTERVAL, this::read);

    FleetView(BoundedReads reads, LiveFigures figures, InstantSource clock) {
        this.reads = reads;
        this.figures = figures;
        this.clock = clock;
    }

    /** @throws RuntimeException if Postgres is unavailable */
    public WholeFleet fleet() {
        return latest.get();
    }

    private WholeFleet read() {
        List<FleetRow> nodes = reads.read(FleetNodes::read);
        try {
            return new WholeFleet(clock.instant(), figures.addTo(nodes), true);
        } catch (RedisException e) {
            return new WholeFleet(clock.instant(), nodes, false);
        }
    }
}
