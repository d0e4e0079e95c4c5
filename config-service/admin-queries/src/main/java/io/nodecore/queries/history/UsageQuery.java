package io.nodecore.queries.history;

import io.nodecore.admin.failure.Violations;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which usage is asked for.
 *
 * @param userId null for all users; the same holds for the other ids. A {@code subscriptionId} of 0 means none
 * @param from inclusive
 * @param to exclusive
 */
record UsageQuery(
        @Nullable Long userId,
        @Nullable Long subscriptionId,
        @Nullable Long nodeId,
        @Nullable Long nodeProtocolId,
        Instant from,
        Instant to,
        Step step) {

    /** Points in one answer; minutes of a week, if all of them had usage. */
    static final int MOST_POINTS = 10_000;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** How much one point covers; hours and days are those of UTC. */
    enum Step {
        MINUTE(Duration.ofDays(1)),
        HOUR(Duration.ofDays(30)),
        DAY(Duration.ofDays(366));

        private final Duration defaultRange;

        Step(Duration defaultRange) {
            this.defaultRange = defaultRange;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    static UsageQuery of(
            @Nullable Long userId,
            @Nullable Long subscriptionId,
            @Nullable Long nodeId,
            @Nullable Long nodeProtocolId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String stepWord,
            Instant now) {
        var violations = new Violations();
        Optional<Step> found = stepWord == null
                ? Optional.of(Step.MINUTE)
                : Arrays.stream(Step.values())
                        .filter(step -> step.name().equalsIgnoreCase(stepWord))
                        .findFirst();
        if (found.isEmpty()) {
            violations.add("step", "must be one of minute, hour, day, got '" + stepWord + "'");
        }
        Step step = found.orElse(Step.MINUTE);
        inRange("from", from, violations);
        inRange("to", to, violations);
        violations.refuseIfAny();
        // The running minute counts too.
        Instant end = to == null ? now.plus(Duration.ofMinutes(1)) : to;
        Instant start = from == null ? end.minus(step.defaultRange) : from;
        if (!start.isBefore(end)) {
            violations.add("from", "must be before to, got " + start + " and " + end);
        }
        violations.refuseIfAny();
        return new UsageQuery(userId, subscriptionId, nodeId, nodeProtocolId, start, end, step);
    }

    private static void inRange(String field, @Nullable Instant time, Violations violations) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            violations.add(field, "must be from " + EARLIEST + " to " + LATEST);
        }
    }
}
