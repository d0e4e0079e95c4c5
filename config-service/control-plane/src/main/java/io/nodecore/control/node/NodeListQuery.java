package io.nodecore.control.node;

import io.nodecore.admin.list.ListCursor;
import io.nodecore.admin.list.ListParameters;
import io.nodecore.admin.list.ListQuery;
import io.nodecore.admin.list.ListSort;
import io.nodecore.admin.list.SortColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which nodes to list, and in which order. */
record NodeListQuery(ListQuery query, ListCursor cursors) {

    private static final List<String> STATUSES = List.of("pending", "online", "offline", "error");
    private static final List<String> SYNC_STATUSES = List.of("pending", "synced", "failed");

    private static final String NAME = "lower(n.name collate pg_c_utf8)";
    private static final SortColumn ID = SortColumn.id("n.id");
    private static final SortColumn BY_NAME = SortColumn.name(NAME);
    /** A node without a heartbeat is the one that was seen first. */
    private static final SortColumn LAST_SEEN =
            new SortColumn("lastSeenAt", "coalesce(n.last_seen_at, '-infinity'::timestamptz)", "timestamptz");

    /** @throws io.nodecore.admin.failure.FailureException naming everything that is wrong */
    static NodeListQuery of(
            @Nullable String status,
            @Nullable String syncStatus,
            @Nullable String region,
            @Nullable String q,
            @Nullable String sort,
            @Nullable String cursor) {
        var parameters = new ListParameters();
        List<String> statuses = parameters.words("status", status, STATUSES);
        List<String> syncStatuses = parameters.words("syncStatus", syncStatus, SYNC_STATUSES);
        String ofRegion = parameters.text("region", region);
        String searched = parameters.text("q", q);
        ListSort order =
                parameters.sort(sort, List.of(ID, BY_NAME, LAST_SEEN), ListSort.ascending(q == null ? ID : BY_NAME));
        parameters.refuseIfAny();
        ListCursor cursors = parameters.cursors("nodes", order);
        ListQuery query = new ListQuery("public.nodes n", "n.id", order)
                .in("n.status", statuses)
                .in("n.sync_status", syncStatuses);
        if (ofRegion != null) {
            query.where("n.region = :region", "region", ofRegion);
        }
        query.search(searched, ListQuery.nameRange(NAME)).after(cursors.read(cursor));
        return new NodeListQuery(query, cursors);
    }
}
