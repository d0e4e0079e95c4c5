package io.nodecore.control.history;

import io.nodecore.control.failures.Violations;
import io.nodecore.control.history.UserHistoryView.Session;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a page of sessions begins, newest first: {@code <time>_<id>} of the last one before. */
record SessionCursor(@Nullable Instant before, String afterId) {

    static SessionCursor parse(@Nullable String cursor) {
        if (cursor == null) {
            return new SessionCursor(null, "");
        }
        int split = Math.max(cursor.indexOf('_'), 0);
        try {
            return new SessionCursor(Instant.parse(cursor.substring(0, split)), cursor.substring(split + 1));
        } catch (DateTimeException e) {
            throw Violations.refuse("cursor", "is none that a list gave, got '" + cursor + "'");
        }
    }

    static String of(Session last) {
        return last.occurredAt() + "_" + last.id();
    }
}
