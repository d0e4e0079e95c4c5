package io.nodecore.nodeconfig.xray.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Ports as Xray's {@code PortList} reads them: a number, or a text with ports and ranges, separated by commas. */
public final class PortLists {

    /** A range of ports; {@code known} is false if an environment variable of the node defines them. */
    public record Range(int first, int last, boolean known, String text) {}

    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,9}");

    private PortLists() {}

    /** Checks a list that may contain any port number, including 0. */
    public static void check(TemplatePart owner, String name) {
        JsonNode given = owner.given(name);
        if (given != null && given.isString() && ranges(given).isEmpty()) {
            owner.refuse(name, "must be ports or ranges of ports with commas, got " + given);
        }
    }

    /** Empty if Xray can't parse the list. */
    public static Optional<List<Range>> ranges(@Nullable JsonNode given) {
        if (given == null || !(given.isString() || given.isIntegralNumber())) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : given.asString().split(",")) {
            String text = part.strip();
            if (!text.isEmpty()) {
                Optional<Range> range = range(text);
                if (range.isEmpty()) {
                    return Optional.empty();
                }
                ranges.add(range.get());
            }
        }
        return Optional.of(ranges);
    }

    private static Optional<Range> range(String text) {
        if (text.startsWith("env:")) {
            return Optional.of(new Range(0, 0, false, text));
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            return NUMBER.matcher(text).matches() && XrayAddresses.isPort(text)
                    ? Optional.of(new Range(Integer.parseInt(text), Integer.parseInt(text), true, text))
                    : Optional.empty();
        }
        String first = text.substring(0, dash);
        String last = text.substring(dash + 1);
        return XrayAddresses.isPort(first) && XrayAddresses.isPort(last)
                ? Optional.of(new Range(Integer.parseInt(first), Integer.parseInt(last), true, text))
                : Optional.empty();
    }
}
