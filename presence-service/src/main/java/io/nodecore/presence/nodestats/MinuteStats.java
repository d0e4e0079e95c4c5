package io.nodecore.presence.nodestats;

import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.SystemStats;
import org.jspecify.annotations.Nullable;

/** The reports of one minute of one node, added up. */
final class MinuteStats {

    /** The smallest, the greatest and the sum of one figure. A figure that the node did not know does not count. */
    private static final class Spread {
        private int count;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double sum;

        void add(double figure) {
            if (Double.isFinite(figure) && figure >= 0) {
                count++;
                min = Math.min(min, figure);
                max = Math.max(max, figure);
                sum += figure;
            }
        }

        double @Nullable [] ends() {
            // A sum may leave the range of doubles, a mean does not.
            return count == 0 ? null : new double[] {min, Math.clamp(sum / count, min, max), max};
        }
    }

    private final long startMs;
    private final Spread cpu = new Spread();
    private final Spread ram = new Spread();
    private final Spread disk = new Spread();
    private final Spread rx = new Spread();
    private final Spread tx = new Spread();
    private int reports;
    private int running;

    MinuteStats(long startMs) {
        this.startMs = startMs;
    }

    void add(NodeStatsReported stats) {
        reports++;
        running += stats.getXray().getRunning() ? 1 : 0;
        if (stats.hasSystem()) {
            SystemStats system = stats.getSystem();
            cpu.add(system.getCpuPercent());
            ram.add(system.getRamUsed());
            disk.add(system.getDiskUsed());
            rx.add(system.getNetRxPerSec());
            tx.add(system.getNetTxPerSec());
        }
    }

    MinutePoint point() {
        return new MinutePoint(
                startMs,
                reports,
                cpu.ends(),
                ram.ends(),
                disk.ends(),
                rx.ends(),
                tx.ends(),
                (double) running / reports);
    }
}
