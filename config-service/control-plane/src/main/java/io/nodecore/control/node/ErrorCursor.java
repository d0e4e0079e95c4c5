package io.nodecore.control.node;

import io.nodecore.admin.Cursor;
import io.nodecore.control.node.NodeResource.NodeErrorResource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of errors starts, newest first: after the error with this time and id. */
record ErrorCursor(@Nullable Instant before, @Nullable UUID afterId) {

    private static final Cursor CURSOR = new Cursor("errors");
    private static final ErrorCursor FIRST = new ErrorCursor(null, null);

    static ErrorCursor parse(@Nullable String cursor) {
        return cursor == null
                ? FIRST
                : CURSOR.read(
                        cursor, keys -> new ErrorCursor(Instant.parse(keys.get(0)), UUID.fromString(keys.get(1))));
    }

    static String of(NodeErrorResource last) {
        return CURSOR.of(last.occurredAt(), last.id());
    }
}
