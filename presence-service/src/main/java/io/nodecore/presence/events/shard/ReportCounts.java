package io.nodecore.presence.events.shard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the reports that are processed out of order, or that still wait for their order. A report counts once in each shard that has users
 * of it. Work that is rolled back and repeated counts twice.
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

    /** Another process has taken over the shard. */
    void gone(int shard) {
        waitingByShard.remove(shard);
    }

    private double waiting() {
        return waitingByShard.values().stream().mapToInt(Integer::intValue).sum();
    }
}
