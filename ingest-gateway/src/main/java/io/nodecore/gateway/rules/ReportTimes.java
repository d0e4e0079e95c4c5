package io.nodecore.gateway.rules;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The times of a report: RFC 3339 and the ISO-8601 forms that common libraries write, always with an offset, years 1970 to 9999. A time may
 * be any amount in the past. The canonical spelling is that of {@link Instant#toString()}: UTC, {@code Z}.
 */
public final class ReportTimes {

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** Fraction digits after the ninth are cut off; their number is limited only to keep the match short. */
    private static final int MOST_CHARS = 64;

    private static final Pattern FORM = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]" // date
                    + "([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9})[0-9]*)?)?" // time
                    + " ?(?:([Zz])|([+-][0-9]{2})(?::?([0-9]{2})(?::?([0-9]{2}))?)?)"); // offset

    /** RFC 3339 allows a leap second, which an {@link Instant} can't hold. */
    private static final String LEAP_SECOND = "60";

    private ReportTimes() {}

    /**
     * The instant of a time, whatever its spelling and offset.
     *
     * @throws DateTimeException if the text is not such a time
     */
    public static Instant parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > MOST_CHARS || !form.matches()) {
            throw new DateTimeParseException("not a time with an offset", text.length() > MOST_CHARS ? "" : text, 0);
        }
        return OffsetDateTime.parse(form.group(1) + "T" + form.group(2) + ":" + seconds(form) + offset(form))
                .toInstant();
    }

    private static String seconds(Matcher form) {
        String seconds = orElse(form.group(3), "00");
        String fraction = form.group(4);
        return (seconds.equals(LEAP_SECOND) ? "59" : seconds) + (fraction == null ? "" : "." + fraction);
    }

    private static String offset(Matcher form) {
        if (form.group(5) != null) {
            return "Z";
        }
        String seconds = form.group(8);
        return form.group(6) + ":" + orElse(form.group(7), "00") + (seconds == null ? "" : ":" + seconds);
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    /** The canonical spelling of a time, or null if the text is not a valid time. */
    static @Nullable String canonical(String text) {
        try {
            Instant time = parse(text);
            return time.isBefore(Instant.EPOCH) || !time.isBefore(END) ? null : time.toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Reads the times of one report. Its entries mostly have the same time, and parsing a time costs more than the rest of an entry. */
    static final class Reader {

        private String text = "";
        private @Nullable String canonical;

        @Nullable
        String canonical(String time) {
            if (!time.equals(text)) {
                canonical = ReportTimes.canonical(time);
                text = time;
            }
            return canonical;
        }
    }
}
