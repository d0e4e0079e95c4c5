package io.nodecore.operations.deadletter;

import io.nodecore.admin.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a page of dead letters starts, newest first: after the dead letter with this time and id. */
record DeadLetterCursor(@Nullable Instant before, long afterId) {

    private static final Cursor CURSOR = new Cursor("dead-letters");
    private static final DeadLetterCursor FIRST = new DeadLetterCursor(null, 0);

    static DeadLetterCursor parse(@Nullable String cursor) {
        return cursor == null
                ? FIRST
                : CURSOR.read(
                        cursor, keys -> new DeadLetterCursor(Instant.parse(keys.get(0)), Long.parseLong(keys.get(1))));
    }

    static String of(TrackedDeadLetter last) {
        return CURSOR.of(last.deadLetter().keptAt(), last.deadLetter().id());
    }
}
