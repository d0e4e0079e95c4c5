package io.nodecore.queries.history;

import io.nodecore.admin.failure.Violations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which usage to sum.
 *
 * @param ids the filters; subscription 0 means usage without a subscription
 * @param from inclusive, the start of a step
 * @param to exclusive, the end of a step
 * @param by the parts into which each step is split; empty for one sum
 * @param top how many of the largest parts of the whole range; 0 for the series
 */
record UsageQuery(Map<UsagePart, Long> ids, Instant from, Instant to, Step step, List<UsagePart> by, int top) {

    /** Points in one answer: the minutes of 31 days, if all of them had usage. */
    static final int MOST_POINTS = 31 * 24 * 60;

    private static final int LARGEST_TOP = 1_000;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The length of one point; hours and days are in UTC. */
    enum Step {
        MINUTE(ChronoUnit.MINUTES, Duration.ofDays(1), Duration.ofDays(31)),
        HOUR(ChronoUnit.HOURS, Duration.ofDays(30), Duration.ofDays(400)),
        DAY(ChronoUnit.DAYS, Duration.ofDays(366), Duration.ofDays(400));

        private final ChronoUnit unit;
        private final Duration defaultRange;
        private final Duration longestRange;

        Step(ChronoUnit unit, Duration defaultRange, Duration longestRange) {
            this.unit = unit;
            this.defaultRange = defaultRange;
            this.longestRange = longestRange;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The step whose table has the fewest rows for a range: a ranking shows no steps, so a coarser one may be used. */
        static Step of(Duration range, boolean isRanking) {
            if (isRanking) {
                return range.compareTo(Duration.ofDays(2)) <= 0 ? HOUR : DAY;
            }
            if (range.compareTo(MINUTE.defaultRange) <= 0) {
                return MINUTE;
            }
            return range.compareTo(Duration.ofDays(31)) <= 0 ? HOUR : DAY;
        }

        private Instant floor(Instant time) {
            return time.truncatedTo(unit);
        }

        private Instant ceiling(Instant time) {
            Instant floor = floor(time);
            return floor.equals(time) ? time : floor.plus(1, unit);
        }
    }

    UsageQuery {
        ids = Map.copyOf(ids);
        by = List.copyOf(by);
    }

    /** The parameters of a request, not validated yet. */
    record Asked(
            @Nullable Long userId,
            @Nullable Long subscriptionId,
            @Nullable Long nodeId,
            @Nullable Long nodeProtocolId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String step,
            @Nullable String by,
            @Nullable Integer top) {

        private Map<UsagePart, Long> ids() {
            Map<UsagePart, Long> ids = new EnumMap<>(UsagePart.class);
            for (UsagePart part : UsagePart.values()) {
                Long id = switch (part) {
                    case NODE -> nodeId;
                    case PROTOCOL -> nodeProtocolId;
                    case USER -> userId;
                    case SUBSCRIPTION -> subscriptionId;
                };
                if (id != null) {
                    ids.put(part, id);
                }
            }
            return ids;
        }
    }

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    static UsageQuery of(Asked asked, Instant now) {
        var violations = new Violations();
        Optional<Step> word = step(asked.step(), violations);
        List<UsagePart> by = parts(asked.by(), violations);
        int top = asked.top() == null
                ? 0
                : (int) violations.number("top", asked.top().longValue(), 1, LARGEST_TOP);
        if (top > 0 && by.isEmpty()) {
            violations.add("by", "is required with top");
        }
        inRange("from", asked.from(), violations);
        inRange("to", asked.to(), violations);
        violations.refuseIfAny();
        // The current minute is included.
        Instant end = asked.to() == null ? now.plus(Duration.ofMinutes(1)) : asked.to();
        Instant start = asked.from() == null ? end.minus(word.orElse(Step.MINUTE).defaultRange) : asked.from();
        if (!start.isBefore(end)) {
            throw Violations.refuse("from", "must be before to, got " + start + " and " + end);
        }
        Step step = word.orElseGet(() -> Step.of(Duration.between(start, end), top > 0));
        if (Duration.between(start, end).compareTo(step.longestRange) > 0) {
            throw Violations.refuse(
                    "from",
                    "must be at most " + step.longestRange.toDays() + " days before to with steps of a " + step.word());
        }
        return new UsageQuery(asked.ids(), step.floor(start), step.ceiling(end), step, by, top);
    }

    private static Optional<Step> step(@Nullable String word, Violations violations) {
        if (word == null) {
            return Optional.empty();
        }
        Optional<Step> found = Arrays.stream(Step.values())
                .filter(step -> step.name().equalsIgnoreCase(word))
                .findFirst();
        if (found.isEmpty()) {
            violations.add("step", "must be one of minute, hour, day, got '" + word + "'");
        }
        return found;
    }

    private static List<UsagePart> parts(@Nullable String words, Violations violations) {
        List<UsagePart> parts = new ArrayList<>();
        if (words != null) {
            for (String word : words.split(",", -1)) {
                Optional<UsagePart> found = Arrays.stream(UsagePart.values())
                        .filter(part -> part.name().equalsIgnoreCase(word.strip()))
                        .findFirst();
                if (found.isEmpty() || parts.contains(found.get())) {
                    violations.add("by", "must be some of node, protocol, user, subscription, got '" + words + "'");
                    return List.of();
                }
                parts.add(found.get());
            }
        }
        return parts;
    }

    private static void inRange(String field, @Nullable Instant time, Violations violations) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            violations.add(field, "must be from " + EARLIEST + " to " + LATEST);
        }
    }
}
