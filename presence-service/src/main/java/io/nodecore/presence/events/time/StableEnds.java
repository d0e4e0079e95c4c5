package io.nodecore.presence.events.time;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The looks that may be relied upon. After a broker was away, gateways append what they could not append before, so a partition that is
 * read to its end may still be missing old reports: looks count again when they have gone well for a while.
 */
public final class StableEnds implements PartitionEnds {

    /** A longer time between two looks means that something was away. */
    private static final long INTERRUPTED_MS = 2_000;

    private final long steadyForMs;
    private final Map<Integer, Steady> latest = new ConcurrentHashMap<>();

    private record Steady(long sinceMs, PartitionEnd end) {}

    /** @param settings a gateway's appends are back in order within {@code disorder} */
    public StableEnds(TimeSettings settings) {
        this.steadyForMs = settings.disorder().toMillis();
    }

    public void add(int partition, PartitionEnd end) {
        latest.compute(partition, (same, before) -> {
            boolean interrupted =
                    before == null || end.lookedAtMs() - before.end().lookedAtMs() > INTERRUPTED_MS;
            return new Steady(interrupted ? end.lookedAtMs() : before.sinceMs(), end);
        });
    }

    @Override
    public Optional<PartitionEnd> of(int partition) {
        Steady steady = latest.get(partition);
        return steady == null || steady.end().lookedAtMs() - steady.sinceMs() < steadyForMs
                ? Optional.empty()
                : Optional.of(steady.end());
    }
}
