package io.nodecore.usage.nodestats;

import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.facts.NodeStatsReported;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reports folded to one row per node and hour. Pure. */
final class NodeStatsFold {

    /** One hour of one node; ordered, so that all transactions lock rows in one order. */
    record NodeHour(long nodeId, Instant hour) implements Comparable<NodeHour> {

        private static final Comparator<NodeHour> ORDER =
                Comparator.comparingLong(NodeHour::nodeId).thenComparing(NodeHour::hour);

        @Override
        public int compareTo(NodeHour other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param xrayRunning reports with Xray running */
    record Sums(long reports, long xrayRunning, Map<Figure, Spread> figures) {

        static Sums of(NodeStatsReported stats) {
            Map<Figure, Spread> figures = new EnumMap<>(Figure.class);
            if (stats.hasSystem()) {
                for (Figure figure : Figure.values()) {
                    figures.put(figure, Spread.of(figure.of(stats.getSystem())));
                }
            }
            return new Sums(1, stats.getXray().getRunning() ? 1 : 0, figures);
        }

        Spread of(Figure figure) {
            return figures.getOrDefault(figure, Spread.NONE);
        }

        Sums plus(Sums other) {
            Map<Figure, Spread> sums = new EnumMap<>(Figure.class);
            for (Figure figure : Figure.values()) {
                sums.put(figure, of(figure).plus(other.of(figure)));
            }
            return new Sums(reports + other.reports, xrayRunning + other.xrayRunning, sums);
        }
    }

    private NodeStatsFold() {}

    static SortedMap<NodeHour, Sums> of(List<JournaledFact<NodeStatsReported>> facts) {
        SortedMap<NodeHour, Sums> hours = new TreeMap<>();
        for (JournaledFact<NodeStatsReported> fact : facts) {
            Instant hour = Instant.ofEpochMilli(fact.headers().receivedAtMs()).truncatedTo(ChronoUnit.HOURS);
            hours.merge(new NodeHour(fact.headers().nodeId(), hour), Sums.of(fact.fact()), Sums::plus);
        }
        return hours;
    }
}
