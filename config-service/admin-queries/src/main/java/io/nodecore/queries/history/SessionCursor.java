package io.nodecore.queries.history;

import io.nodecore.admin.failure.Violations;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a page of sessions begins, newest first: {@code <time>_<id>} of the last event before. */
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

    static SessionCursor after(PairedSessionEvent last) {
        return new SessionCursor(last.occurredAt(), last.id());
    }

    String text() {
        return before + "_" + afterId;
    }
}
