package io.nodecore.admin.list;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.Sha256;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codec of the cursors of one list with one filter and one sort. A cursor with another filter or sort is refused. */
public final class ListCursor {

    private static final int DIGEST_LENGTH = 16;

    private final Cursor cursor;
    private final boolean byId;

    private final boolean isPlain;

    private ListCursor(Cursor cursor, boolean byId, boolean isPlain) {
        this.cursor = cursor;
        this.byId = byId;
        this.isPlain = isPlain;
    }

    static ListCursor of(String list, List<String> filters, ListSort sort) {
        boolean isPlain = filters.isEmpty() && sort.column().isId() && !sort.descending();
        String name = isPlain ? list : list + ":" + digest(String.join("\n", filters) + "\n\n" + sort.word());
        return new ListCursor(new Cursor(name), sort.column().isId(), isPlain);
    }

    /** @return null for the first page */
    public @Nullable ListPosition read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return cursor.read(
                    text,
                    keys -> byId
                            ? new ListPosition(keys.getFirst(), Long.parseLong(keys.getFirst()))
                            : new ListPosition(decoded(keys.get(0)), Long.parseLong(keys.get(1))));
        } catch (FailureException e) {
            throw isPlain
                    ? e
                    : Violations.refuse("cursor", "not a cursor returned by this list with this filter and this sort");
        }
    }

    public String of(ListPosition position) {
        return byId
                ? cursor.of(position.id())
                : cursor.of(
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(position.key().getBytes(StandardCharsets.UTF_8)),
                        position.id());
    }

    private static String decoded(String key) {
        return new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8);
    }

    private static String digest(String text) {
        return Sha256.of(text).hex().substring(0, DIGEST_LENGTH);
    }
}
