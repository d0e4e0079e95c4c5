package io.nodecore.queries.addresses;

import io.nodecore.admin.failure.Violations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Users who were seen at many addresses, networks or countries within a period.
 *
 * @param window length of the period up to now
 * @param by the number by which users are ordered, descending
 * @param least users with a smaller number are omitted
 */
record SharingQuery(Duration window, By by, int least) {

    static final Duration DEFAULT_WINDOW = Duration.ofHours(24);
    static final Duration LONGEST_WINDOW = Duration.ofDays(366);

    private static final Pattern SHORT = Pattern.compile("(\\d{1,6})([mhd])");

    /** What is counted of a user. */
    enum By {
        /** Distinct addresses; the IPv6 addresses of one /64 count as one, because devices change theirs within it. */
        ADDRESSES,
        /** Distinct autonomous systems. */
        NETWORKS,
        COUNTRIES;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    static SharingQuery of(@Nullable String window, @Nullable String by, @Nullable Integer least) {
        var violations = new Violations();
        Duration length = window == null ? DEFAULT_WINDOW : duration(window);
        if (length == null || !length.isPositive() || length.compareTo(LONGEST_WINDOW) > 0) {
            violations.add("window", "must be a time such as 24h, 7d or PT30M, up to 366d, got '" + window + "'");
            length = DEFAULT_WINDOW;
        }
        By counted = By.ADDRESSES;
        if (by != null) {
            var named = Arrays.stream(By.values())
                    .filter(one -> one.word().equalsIgnoreCase(by))
                    .findFirst();
            if (named.isEmpty()) {
                violations.add("by", "must be addresses, networks or countries, got '" + by + "'");
            }
            counted = named.orElse(counted);
        }
        if (least != null && least < 1) {
            violations.add("min", "must be 1 or greater, got " + least);
        }
        violations.refuseIfAny();
        return new SharingQuery(length, counted, least == null ? 2 : least);
    }

    private static @Nullable Duration duration(String text) {
        Matcher brief = SHORT.matcher(text);
        if (brief.matches()) {
            long number = Long.parseLong(brief.group(1));
            return switch (brief.group(2)) {
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
