package io.nodecore.control.change;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.control.change.Change.Author;
import io.nodecore.control.change.ChangeTable.Before;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route of the change log. */
@RestController
final class ChangeHttp {

    private static final Cursor CURSOR = new Cursor("changes");

    /**
     * @param id of this entry, opaque
     * @param kind such as {@code subscription.changed}
     * @param cause why, in a few words
     * @param tokenId 0 for {@code ADMIN_TOKEN}; null if no token decided it
     */
    record ChangeResource(
            String id,
            Instant at,
            String kind,
            String resource,
            String resourceId,
            String cause,
            @Nullable Long tokenId,
            @Nullable String tokenName) {

        static ChangeResource of(Change change) {
            @Nullable Author by = change.by();
            return new ChangeResource(
                    change.decision() + ":" + change.ordinal(),
                    change.at(),
                    change.kind(),
                    change.resource(),
                    change.resourceId(),
                    change.cause(),
                    by == null ? null : by.tokenId(),
                    by == null ? null : by.tokenName());
        }
    }

    record ChangeList(
            List<ChangeResource> changes, @Nullable String next) {}

    private final ChangeTable changes;

    ChangeHttp(ChangeTable changes) {
        this.changes = changes;
    }

    @Operation(summary = "Who changed what, when, by which token; the latest first")
    @GetMapping("/admin/changes")
    ChangeList list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam(required = false) @Nullable String resourceId,
            @RequestParam(required = false) @Nullable Long tokenId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Page.limit(limit);
        Before before = cursor == null
                ? null
                : CURSOR.read(cursor, keys -> new Before(UUID.fromString(keys.get(0)), Integer.parseInt(keys.get(1))));
        Page<Change> page = Page.of(
                changes.page(new ChangeFilter(kind, resource, resourceId, tokenId), before, size + 1),
                size,
                last -> CURSOR.of(last.decision(), last.ordinal()));
        return new ChangeList(page.items().stream().map(ChangeResource::of).toList(), page.next());
    }
}
