package io.nodecore.queries.history;

import io.nodecore.admin.Cursor;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a page of sessions starts, newest first: after the event with this time and id. */
record SessionCursor(@Nullable Instant before, String afterId) {

    private static final Cursor CURSOR = new Cursor("sessions");
    private static final SessionCursor FIRST = new SessionCursor(null, "");

    static SessionCursor parse(@Nullable String cursor) {
        return cursor == null
                ? FIRST
                : CURSOR.read(cursor, keys -> new SessionCursor(Instant.parse(keys.get(0)), keys.get(1)));
    }

    static SessionCursor after(PairedSessionEvent last) {
        return new SessionCursor(last.occurredAt(), last.id());
    }

    String text() {
        return CURSOR.of(Objects.requireNonNull(before), afterId);
    }
}
