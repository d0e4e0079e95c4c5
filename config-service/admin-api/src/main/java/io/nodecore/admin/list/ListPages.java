package io.nodecore.admin.list;

import io.nodecore.admin.Page;
import io.nodecore.admin.postgres.BoundedReads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Reads pages of lists within the limits of {@link ListSettings}. */
public final class ListPages {

    private final BoundedReads reads;

    public ListPages(BoundedReads reads) {
        this.reads = reads;
    }

    /**
     * One page of items. An item that is removed between the two reads is not in it.
     *
     * @param load items by their ids, in any order
     */
    public <T> Page<T> page(
            ListQuery query, ListCursor cursors, int limit, Function<List<Long>, List<T>> load, ToLongFunction<T> id) {
        Page<ListPosition> positions = Page.of(read(query, limit + 1), limit, cursors::of);
        List<Long> ids = positions.items().stream().map(ListPosition::id).toList();
        return new Page<>(inOrder(ids, load, id), positions.next());
    }

    /** The items with these ids, in this order. */
    public static <T> List<T> inOrder(List<Long> ids, Function<List<Long>, List<T>> load, ToLongFunction<T> id) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, T> found = new HashMap<>();
        load.apply(ids).forEach(item -> found.put(id.applyAsLong(item), item));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /** The positions of one page, in the order of the sort. */
    public List<ListPosition> read(ListQuery query, int limit) {
        return reads.read(jdbc -> jdbc.sql(query.sql())
                .params(query.parameters())
                .param("limit", limit)
                .query((row, _) -> new ListPosition(row.getString("key"), row.getLong("id")))
                .list());
    }
}
