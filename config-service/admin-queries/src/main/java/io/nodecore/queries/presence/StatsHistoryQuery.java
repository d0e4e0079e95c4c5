package io.nodecore.queries.presence;

import io.nodecore.admin.failure.Violations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requested part of a node's history.
 *
 * @param from inclusive
 * @param to exclusive
 */
record StatsHistoryQuery(Instant from, Instant to, Step step) {

    /** Points in one answer; the hours of more than a year. */
    static final int MOST_POINTS = 10_000;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The length of one point. */
    enum Step {
        /** Kept for 10 minutes. */
        FINE("2s", Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofMinutes(10)),
        /** Kept for 24 hours. */
        MINUTE("1m", Duration.ofMinutes(1), Duration.ofHours(24), Duration.ofHours(1)),
        /** Kept for a year. */
        HOUR("1h", Duration.ofHours(1), Duration.ofDays(365), Duration.ofDays(30));

        private final String word;
        private final Duration length;
        private final Duration kept;
        private final Duration defaultRange;

        Step(String word, Duration length, Duration kept, Duration defaultRange) {
            this.word = word;
            this.length = length;
            this.kept = kept;
            this.defaultRange = defaultRange;
        }

        String word() {
            return word;
        }

        /** By its name or as an ISO-8601 duration. */
        static Optional<Step> of(String text) {
            return Arrays.stream(values())
                    .filter(step -> step.word.equalsIgnoreCase(text)
                            || step.length.toString().equalsIgnoreCase(text))
                    .findFirst();
        }

        /** The finest step that still has data for such a time; one minute of tolerance for a caller who took "now" before the request. */
        static Step reachingBackTo(Instant from, Instant now) {
            return Arrays.stream(values())
                    .filter(step -> !from.isBefore(now.minus(step.kept).minusSeconds(60)))
                    .findFirst()
                    .orElse(HOUR);
        }
    }

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    static StatsHistoryQuery of(@Nullable Instant from, @Nullable Instant to, @Nullable String stepWord, Instant now) {
        var violations = new Violations();
        Optional<Step> asked = stepWord == null ? Optional.empty() : Step.of(stepWord);
        if (stepWord != null && asked.isEmpty()) {
            violations.add("step", "must be one of 2s, 1m, 1h (or PT2S, PT1M, PT1H), got '" + stepWord + "'");
        }
        inRange("from", from, violations);
        inRange("to", to, violations);
        violations.refuseIfAny();
        Instant end = to == null ? now : to;
        Instant start = from == null ? end.minus(asked.orElse(Step.MINUTE).defaultRange) : from;
        if (!start.isBefore(end)) {
            throw Violations.refuse("from", "must be before to, got " + start + " and " + end);
        }
        Step step = asked.orElseGet(() -> Step.reachingBackTo(start, now));
        if (step == Step.HOUR && Duration.between(start, end).dividedBy(step.length) > MOST_POINTS) {
            throw Violations.refuse("from", "gives more than " + MOST_POINTS + " hours, choose a shorter range");
        }
        return new StatsHistoryQuery(start, end, step);
    }

    /** The same range in hours, from the start of its first hour. */
    StatsHistoryQuery inHours() {
        return new StatsHistoryQuery(from.truncatedTo(ChronoUnit.HOURS), to, Step.HOUR);
    }

    private static void inRange(String field, @Nullable Instant time, Violations violations) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            violations.add(field, "must be from " + EARLIEST + " to " + LATEST);
        }
    }
}
