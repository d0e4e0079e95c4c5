package io.nodecore.soak;

import io.nodecore.simulator.ledger.FaultKind;
import io.nodecore.simulator.ledger.Totals;
import io.nodecore.simulator.ledger.Verifier;
import java.util.List;
import java.util.Map;

/**
 * What came out of a soak.
 *
 * @param injected how often each fault happened
 * @param missed faults whose target was away already
 * @param totals what the fleet did and met
 * @param judgement the tables against what was acknowledged
 * @param conservation what became of the facts of each topic
 */
record Verdict(
        FaultPlan plan,
        Map<Fault, Integer> injected,
        int missed,
        Totals totals,
        Verifier.Judgement judgement,
        List<Conservation.Line> conservation) {

    private static final int DIFFERENCES_SHOWN = 20;

    /** Percent of the planned faults that must have hit: a soak that was spared proves nothing. */
    private static final int LEAST_HIT = 75;

    /** True when the run was exact and had to stand enough of its faults. */
    boolean isProof() {
        return isExact() && 100 * hits() >= LEAST_HIT * plan.faults().size();
    }

    /** True when every report was answered, no byte is missing or too much, and every topic balances. */
    boolean isExact() {
        return judgement.comparison().isExact()
                && conservation.stream().allMatch(Conservation.Line::isBalanced)
                && Soak.KEPT.stream().map(totals::of).allMatch(line -> line.unanswered() == 0 && line.refused() == 0);
    }

    String table() {
        StringBuilder text = new StringBuilder("%n%s%n".formatted(totals.table()));
        text.append("%-21s %9s%n".formatted("met by the fleet", "times"));
        for (FaultKind mishap : FaultKind.values()) {
            text.append("%-21s %9d%n".formatted(mishap.words(), totals.mishaps().getOrDefault(mishap, 0L)));
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
