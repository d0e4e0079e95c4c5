package io.nodecore.usage.nodestats;

import io.nodecore.schemas.facts.SystemStats;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of a report that are stored, each in the columns {@code <name>_reports}, {@code <name>_min}, {@code <name>_sum} and {@code <name>_max}. */
enum Figure {
    CPU(SystemStats::getCpuPercent),
    RAM(SystemStats::getRamUsed),
    DISK(SystemStats::getDiskUsed),
    RX(SystemStats::getNetRxPerSec),
    TX(SystemStats::getNetTxPerSec);

    private final ToDoubleFunction<SystemStats> of;

    Figure(ToDoubleFunction<SystemStats> of) {
        this.of = of;
    }

    double of(SystemStats system) {
        return of.applyAsDouble(system);
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
