package io.nodecore.simulator.options;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code --name value} pairs and {@code --flags}, as they were given. Every method that reads one throws {@link
 * IllegalArgumentException} with a text for the user where it can't be understood.
 */
public final class Options {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final Map<String, String> given;

    private Options(Map<String, String> given) {
        this.given = given;
    }

    /**
     * Reads a command line; the last of two values of one name counts.
     *
     * @param flags names without a value
     * @param valued names with one
     */
    public static Options parse(Set<String> flags, Set<String> valued, String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            String name = rest.next();
            if (flags.contains(name)) {
                given.put(name, "");
            } else if (!valued.contains(name)) {
                throw new IllegalArgumentException("unknown option " + name + ", see --help");
            } else if (!rest.hasNext()) {
                throw new IllegalArgumentException(name + " needs a value");
            } else {
                given.put(name, rest.next());
            }
        }
        return new Options(given);
    }

    public boolean has(String flag) {
        return given.containsKey(flag);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name));
    }

    public long number(String name, long otherwise) {
        String text = given.get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a whole number, got '" + text + "'", e);
        }
    }

    /** A number from 1 to {@code most}. */
    public int count(String name, int otherwise, int most) {
        long number = number(name, otherwise);
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(name + " needs a number from 1 to " + most + ", got '" + number + "'");
        }
        return (int) number;
    }

    public double fraction(String name, double otherwise) {
        String text = given.get(name);
        try {
            return text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " needs a number, got '" + text + "'", e);
        }
    }

    /** Above zero, such as {@code 250ms}, {@code 30s}, {@code 5m} or {@code 1h}. */
    public Duration duration(String name, Duration otherwise) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
            if (duration.isPositive()) {
                return duration;
            }
        }
        throw new IllegalArgumentException(name + " needs a duration such as 30s, 5m or 1h, got '" + text + "'");
    }
}
