package io.nodecore.presence.events.time;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end offsets that are reliable. After a broker outage, gateways append the reports that they could not append before, so a partition
 * that has been read to its end may still lack old reports. End offsets are used again after they could be read for a while without a
 * failure.
 */
public final class StableEnds implements PartitionEnds {

    /** A longer time between two readings means that something was unavailable. */
    private static final long INTERRUPTED_MS = 2_000;

    private final long steadyForMs;
    private final Map<Integer, Steady> latest = new ConcurrentHashMap<>();

    private record Steady(long sinceMs, PartitionEnd end) {}

    /** @param settings after an outage, the appends of a gateway are in order again within {@code disorder} */
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
