package io.nodecore.control.subscription;

import io.nodecore.admin.list.ListCursor;
import io.nodecore.admin.list.ListParameters;
import io.nodecore.admin.list.ListPosition;
import io.nodecore.admin.list.ListQuery;
import io.nodecore.admin.list.ListSort;
import io.nodecore.admin.list.SortColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which users to list, and in which order.
 *
 * @param after the last user of the page before; null for the first page
 * @param online only those who are online now, or who are not; null for both
 */
record UserListQuery(
        List<String> statuses,
        @Nullable String searched,
        ListSort sort,
        ListCursor cursors,
        @Nullable ListPosition after,
        @Nullable Boolean online) {

    private static final List<String> STATUSES = List.of("active", "disabled");

    private static final String NAME = "lower(u.name collate pg_c_utf8)";
    private static final SortColumn ID = SortColumn.id("u.id");
    private static final SortColumn BY_NAME = SortColumn.name(NAME);

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    static UserListQuery of(
            @Nullable String status,
            @Nullable String online,
            @Nullable String q,
            @Nullable String sort,
            @Nullable String cursor) {
        var parameters = new ListParameters();
        List<String> statuses = parameters.words("status", status, STATUSES);
        Boolean isOnline = parameters.flag("online", online);
        String searched = parameters.text("q", q);
        ListSort order = parameters.sort(sort, List.of(ID, BY_NAME), ListSort.ascending(q == null ? ID : BY_NAME));
        parameters.refuseIfAny();
        ListCursor cursors = parameters.cursors("users", order);
        return new UserListQuery(statuses, searched, order, cursors, cursors.read(cursor), isOnline);
    }

    ListQuery after(@Nullable ListPosition position) {
        return new ListQuery("users u", "u.id", sort)
                .in("u.status", statuses)
                .search(searched, ListQuery.nameRange(NAME))
                .after(position);
    }
}
