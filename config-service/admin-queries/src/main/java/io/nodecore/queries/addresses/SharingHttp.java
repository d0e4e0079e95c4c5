package io.nodecore.queries.addresses;

import io.nodecore.admin.Page;
import io.nodecore.queries.addresses.SharingView.Begin;
import io.nodecore.queries.addresses.SharingView.User;
import io.swagger.v3.oas.annotations.Operation;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts that several people may share. */
@RestController
final class SharingHttp {

    /** @param window ISO-8601 duration */
    record Sharing(
            String window,
            String by,
            int min,
            List<User> users,
            @Nullable String next) {}

    private final SharingView view;
    private final InstantSource clock;

    SharingHttp(SharingView view, InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    @GetMapping("/admin/sharing")
    @Operation(summary = "Users by distinct addresses, networks or countries within a time, the most first")
    Sharing sharing(
            @RequestParam(required = false) @Nullable String window,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable Integer min,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        SharingQuery query = SharingQuery.of(window, by, min);
        int size = Page.limit(limit);
        Page<User> page = Page.of(
                view.page(query, clock.instant(), Begin.parse(cursor), size + 1),
                size,
                user -> Begin.after(user, query.by()));
        return new Sharing(query.window().toString(), query.by().word(), query.least(), page.items(), page.next());
    }
}
