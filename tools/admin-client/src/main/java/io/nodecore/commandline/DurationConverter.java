package io.nodecore.commandline;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration above zero, such as {@code 250ms}, {@code 30s}, {@code 5m} or {@code 1h}. */
final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            Duration duration = of(Long.parseLong(matcher.group(1)), matcher.group(2));
            if (duration.isPositive()) {
                return duration;
            }
        }
        throw new TypeConversionException("needs a duration such as 30s, 5m or 1h, got '" + text + "'");
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw new IllegalStateException("a unit that the pattern does not have: " + unit);
        };
    }
}
