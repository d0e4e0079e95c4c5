package io.nodecore.nodeconfig.xray.reading;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A whole number or a range such as {@code 1-2}, with its ends sorted, as Xray's {@code Int32Range} parses it. */
public record XrayRange(long from, long to) {

    public static final XrayRange ZERO = new XrayRange(0, 0);

    private static final Pattern TEXT = Pattern.compile("([+-]?\\d{1,18})(?:-([+-]?\\d{1,18}))?");
    private static final Pattern DURATION =
            Pattern.compile("[+-]?(?:0|(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+)");

    /** Empty if the text is not a range. An empty text is 0. */
    public static Optional<XrayRange> of(String text) {
        if (text.isEmpty()) {
            return Optional.of(ZERO);
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long left = Long.parseLong(matcher.group(1));
        long right = matcher.group(2) == null ? left : Long.parseLong(matcher.group(2));
        return Optional.of(new XrayRange(Math.min(left, right), Math.max(left, right)));
    }

    /** Zero if the member is absent; other values are refused by the shape check. */
    public static XrayRange of(TemplatePart owner, String name) {
        JsonNode given = owner.given(name);
        if (given == null) {
            return ZERO;
        }
        return of(given.isString() ? given.stringValue() : given.toString()).orElse(ZERO);
    }

    public boolean isZero() {
        return from == 0 && to == 0;
    }

    /** Go's {@code time.ParseDuration}. */
    public static void checkDuration(TemplatePart owner, String name) {
        if (owner.has(name) && !DURATION.matcher(owner.text(name)).matches()) {
            owner.refuse(name, "must be a duration such as 10s or 1h30m, got " + owner.given(name));
        }
    }
}
