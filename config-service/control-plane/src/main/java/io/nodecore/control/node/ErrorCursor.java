package io.nodecore.control.node;

import io.nodecore.admin.failure.Violations;
import io.nodecore.control.node.NodeResource.NodeErrorResource;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of errors begins, newest first: {@code <time>_<id>} of the last error before. */
record ErrorCursor(@Nullable Instant before, @Nullable UUID afterId) {

    static ErrorCursor parse(@Nullable String cursor) {
        if (cursor == null) {
            return new ErrorCursor(null, null);
        }
        int split = cursor.indexOf('_');
        try {
            long epochMilli = Long.parseLong(cursor.substring(0, Math.max(split, 0)));
            if (Math.abs(epochMilli) > Instant.parse("9999-12-31T00:00:00Z").toEpochMilli()) {
                throw new DateTimeException("out of range");
            }
            return new ErrorCursor(Instant.ofEpochMilli(epochMilli), UUID.fromString(cursor.substring(split + 1)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Violations.refuse("cursor", "is none that a list gave, got '" + cursor + "'");
        }
    }

    static String of(NodeErrorResource last) {
        return last.occurredAt().toEpochMilli() + "_" + last.id();
    }
}
