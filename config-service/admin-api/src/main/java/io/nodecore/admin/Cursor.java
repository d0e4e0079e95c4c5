package io.nodecore.admin;

import io.nodecore.admin.failure.Violations;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The codec of the cursors of one list. A cursor contains the name of its list and the sort keys of the last item before the page, as
 * base64url text that clients send back unchanged. A cursor of another list is refused.
 *
 * @param list such as {@code nodes}; unique for each list
 */
public record Cursor(String list) {

    private static final String SEPARATOR = "\n";

    /** @param keys none of them contains a line break */
    public String of(Object... keys) {
        String text = Stream.concat(Stream.of(list), Arrays.stream(keys))
                .map(String::valueOf)
                .collect(Collectors.joining(SEPARATOR));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The id after which a page begins; 0 for the first page. */
    public long afterId(@Nullable String cursor) {
        return cursor == null ? 0 : read(cursor, keys -> Long.parseLong(keys.getFirst()));
    }

    /** The id before which a page of a descending list begins; the highest number for the first page. */
    public long beforeId(@Nullable String cursor) {
        return cursor == null ? Long.MAX_VALUE : afterId(cursor);
    }

    /**
     * @param position converts the keys from text to a position; throws if they are not keys of this list
     * @throws io.nodecore.admin.failure.FailureException if the list did not return this cursor
     */
    public <P> P read(String cursor, Function<List<String>, P> position) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> parts = List.of(text.split(SEPARATOR, -1));
            if (parts.size() > 1 && parts.getFirst().equals(list) && text.indexOf('\0') < 0) {
                return position.apply(parts.subList(1, parts.size()));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException | ArithmeticException e) {
            throw unknown();
        }
        throw unknown();
    }

    private static RuntimeException unknown() {
        return Violations.refuse("cursor", "not a cursor returned by this list");
    }
}
