package io.nodecore.soak;

import io.nodecore.simulator.ledger.FaultKind;
import io.nodecore.simulator.ledger.Totals;
import io.nodecore.simulator.ledger.Verifier;
import java.util.List;
import java.util.Map;

/**
 * The result of a soak.
 *
 * @param injected number of injected faults by kind
 * @param missed number of faults whose target was already down or paused
 * @param totals reports and faults of the fleet
 * @param judgement comparison of the tables with the acknowledged sums
 * @param conservation sums of the facts of each topic
 */
record Verdict(
        FaultPlan plan,
        Map<Fault, Integer> injected,
        int missed,
        Totals totals,
        Verifier.Judgement judgement,
        List<Conservation.Line> conservation) {

    private static final int DIFFERENCES_SHOWN = 20;

    /** Percentage of the planned faults that must hit: a soak with few faults proves nothing. */
    private static final int LEAST_HIT = 75;

    /** Returns true if the run was exact and enough faults hit. */
    boolean isProof() {
        return isExact() && 100 * hits() >= LEAST_HIT * plan.faults().size();
    }

    /** Returns true if all reports were answered, no byte is missing or extra, and all topics balance. */
    boolean isExact() {
        return judgement.comparison().isExact()
                && conservation.stream().allMatch(Conservation.Line::isBalanced)
                && Soak.KEPT.stream().map(totals::of).allMatch(line -> line.unanswered() == 0 && line.refused() == 0);
    }

    String table() {
        StringBuilder text = new StringBuilder("%n%s%n".formatted(totals.table()));
        text.append("%-21s %9s%n".formatted("faults of the fleet", "times"));
        for (FaultKind fault : FaultKind.values()) {
            text.append("%-21s %9d%n".formatted(fault.words(), totals.faults().getOrDefault(fault, 0L)));
        }
        text.append("%n%-21s %9s%n".formatted("faults injected", "times"));
        for (Fault fault : Fault.values()) {
            int times = injected.getOrDefault(fault, 0);
            if (times > 0) {
                text.append("%-21s %9d%n"
                        .formatted(
                                fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), times));
            }
        }
        text.append("%-21s %9d of %d planned, %d missed%n%n"
                .formatted("all", hits(), plan.faults().size(), missed));
        text.append(judgement.comparison().table()).append("%n".formatted());
        text.append(Conservation.table(conservation)).append("%n".formatted());
        judgement.differences().stream()
                .limit(DIFFERENCES_SHOWN)
                .forEach(difference -> text.append(difference).append("%n".formatted()));
        text.append("verdict: %s%n".formatted(words()));
        return text.toString();
    }

    private String words() {
        if (!isExact()) {
            return "NOT exact";
        }
        return isProof()
                ? "exact, 0 missing and 0 extra"
                : "exact, but no proof: fewer than %d %% of the faults hit".formatted(LEAST_HIT);
    }

    private int hits() {
        return injected.values().stream().mapToInt(Integer::intValue).sum();
    }
}
