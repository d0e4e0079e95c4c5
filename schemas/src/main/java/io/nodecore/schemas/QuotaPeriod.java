package io.nodecore.schemas;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * A period of whole UTC days, as a {@code reset_period} of {@code control.subscriptions} defines it. Counting and resetting use the
 * same rule.
 *
 * @param firstDay the first day of the period
 * @param endDay the first day after it
 */
public record QuotaPeriod(LocalDate firstDay, LocalDate endDay) {

    /**
     * The period that a day belongs to.
     *
     * @param resetPeriod none, day, week (from Monday on), month
     * @return null for none, which is one period without beginning and end
     */
    public static @Nullable QuotaPeriod of(String resetPeriod, LocalDate day) {
        return switch (resetPeriod) {
            case "none" -> null;
            case "day" -> new QuotaPeriod(day, day.plusDays(1));
            case "week" -> {
                LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield new QuotaPeriod(monday, monday.plusWeeks(1));
            }
            case "month" -> {
                LocalDate first = day.withDayOfMonth(1);
                yield new QuotaPeriod(first, first.plusMonths(1));
            }
            default ->
                throw new IllegalArgumentException(
                        "a reset period is none, day, week or month, got '" + resetPeriod + "'");
        };
    }

    /** The period that a moment belongs to. */
    public static @Nullable QuotaPeriod of(String resetPeriod, Instant moment) {
        return of(resetPeriod, dayOf(moment));
    }

    /** The UTC day of a moment. */
    public static LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    public Instant startsAt() {
        return firstDay.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** The first moment after the period. */
    public Instant endsAt() {
        return endDay.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
