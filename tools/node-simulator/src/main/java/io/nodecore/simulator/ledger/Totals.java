package io.nodecore.simulator.ledger;

import io.nodecore.simulator.traffic.Bytes;
import java.util.Locale;
import java.util.Map;

/**
 * What a fleet has done so far.
 *
 * @param lines what became of the reports, by kind
 * @param repeated how often a report was sent once more under its id
 * @param faults what the fleet met on its own side
 * @param usage bytes in acknowledged usage reports
 * @param outbound bytes in acknowledged outbound reports
 * @param sessionEvents distinct acknowledged session events
 */
public record Totals(
        Map<ReportKind, Line> lines,
        long repeated,
        Map<FaultKind, Long> faults,
        Bytes usage,
        Bytes outbound,
        long sessionEvents) {

    public Totals {
        lines = Map.copyOf(lines);
        faults = Map.copyOf(faults);
    }

    /** All kinds together. */
    public Line all() {
        return lines.values().stream().reduce(Line.NONE, Line::plus);
    }

    public Line of(ReportKind kind) {
        return lines.getOrDefault(kind, Line.NONE);
    }

    /** A table for people. */
    public String table() {
        StringBuilder table = new StringBuilder(
                "%-16s %10s %13s %9s %11s%n".formatted("reports", "sent", "acknowledged", "refused", "unanswered"));
        for (ReportKind kind : ReportKind.values()) {
            if (lines.containsKey(kind)) {
                table.append(row(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), of(kind)));
            }
        }
        return table.append(row("all", all()))
                .append("%nrepeated under their id %12d%n".formatted(repeated))
                .append("usage acknowledged      %12d bytes up, %d bytes down%n".formatted(usage.up(), usage.down()))
                .append("outbound acknowledged   %12d bytes up, %d bytes down%n"
                        .formatted(outbound.up(), outbound.down()))
                .append("session events          %12d%n".formatted(sessionEvents))
                .toString();
    }

    private static String row(String name, Line line) {
        return "%-16s %10d %13d %9d %11d%n"
                .formatted(name, line.sent, line.acknowledged, line.refused, line.unanswered);
    }

    /** Reports of one kind. */
    public record Line(long sent, long acknowledged, long refused, long unanswered) {

        static final Line NONE = new Line(0, 0, 0, 0);

        Line plus(Line other) {
            return new Line(
                    sent + other.sent,
                    acknowledged + other.acknowledged,
                    refused + other.refused,
                    unanswered + other.unanswered);
        }
    }
}
