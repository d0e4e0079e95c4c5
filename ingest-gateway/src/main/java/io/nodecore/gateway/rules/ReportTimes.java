package io.nodecore.gateway.rules;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** The times of a report: ISO-8601 with an offset, years 1970 to 9999. How late a time is says nothing about its validity. */
public final class ReportTimes {

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** Nothing valid is longer: date, time, nine digits of a second, offset with seconds. */
    private static final int MOST_CHARS = 40;

    private ReportTimes() {}

    /**
     * The instant of a time, whatever its offset.
     *
     * @throws DateTimeParseException when the text is not such a time
     */
    public static Instant parse(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARS) {
            return false;
        }
        try {
            Instant time = parse(text);
            return !time.isBefore(Instant.EPOCH) && time.isBefore(END);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
