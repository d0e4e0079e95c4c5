package io.nodecore.presence.events.shard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the reports that did not, or do not yet, count in their order; the share of a report in each shard counts as one. What was
 * rolled back and done again is counted twice.
 */
public final class ReportCounts {

    private final Counter late;
    private final Counter early;
    private final Map<Integer, Integer> waitingByShard = new ConcurrentHashMap<>();

    public ReportCounts(MeterRegistry meters) {
        late = Counter.builder("nodecore.presence.reports.late")
                .description("reports read when time had passed them")
                .register(meters);
        early = Counter.builder("nodecore.presence.reports.early")
                .description("reports that counted before their time, because too many waited")
                .register(meters);
        Gauge.builder("nodecore.presence.reports.waiting", this, ReportCounts::waiting)
                .description("reports that wait for their time")
                .register(meters);
    }

    void late() {
        late.increment();
    }

    void early() {
        early.increment();
    }

    void waiting(int shard, int reports) {
        waitingByShard.put(shard, reports);
    }

    /** The shard went to another process. */
    void gone(int shard) {
        waitingByShard.remove(shard);
    }

    private double waiting() {
        return waitingByShard.values().stream().mapToInt(Integer::intValue).sum();
    }
}
