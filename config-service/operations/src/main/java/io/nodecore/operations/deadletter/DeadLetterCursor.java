package io.nodecore.operations.deadletter;

import io.nodecore.admin.failure.Violations;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a page of dead letters begins, newest first: {@code <time>_<id>} of the last dead letter before. */
record DeadLetterCursor(@Nullable Instant before, long afterId) {

    static DeadLetterCursor parse(@Nullable String cursor) {
        if (cursor == null) {
            return new DeadLetterCursor(null, 0);
        }
        String[] parts = cursor.split("_", -1);
        try {
            long ms = Long.parseLong(parts[0]);
            if (parts.length != 2
                    || ms < 0
                    || ms > Instant.parse("9999-12-31T23:59:59Z").toEpochMilli()) {
                throw new NumberFormatException();
            }
            return new DeadLetterCursor(Instant.ofEpochMilli(ms), Long.parseLong(parts[1]));
        } catch (NumberFormatException e) {
            throw Violations.refuse("cursor", "is none that a list gave, got '" + cursor + "'");
        }
    }

    static String of(TrackedDeadLetter last) {
        return last.deadLetter().keptAt().toEpochMilli() + "_"
                + last.deadLetter().id();
    }
}
