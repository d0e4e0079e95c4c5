package io.nodecore.queries.history;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.queries.history.UserHistoryView.UserIp;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where and when a user was connected. Users without a row in the control plane have a history too. */
@RestController
final class UserHistoryHttp {

    record IpList(List<UserIp> ips, @Nullable String next) {}

    record SessionList(List<Session> sessions, @Nullable String next) {}

    private static final Cursor IPS = new Cursor("ips");

    private final UserHistoryView history;
    private final Sessions sessions;

    UserHistoryHttp(UserHistoryView history, Sessions sessions) {
        this.history = history;
        this.sessions = sessions;
    }

    @GetMapping("/admin/users/{id}/ips")
    IpList ips(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Page.limit(limit);
        String after = cursor == null ? "" : IPS.read(cursor, List::getFirst);
        Page<UserIp> page = Page.of(history.ips(id, after, size + 1), size, last -> IPS.of(last.ip()));
        return new IpList(page.items(), page.next());
    }

    @GetMapping("/admin/users/{id}/sessions")
    SessionList sessions(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Session> page = sessions.page(id, SessionCursor.parse(cursor), Page.limit(limit));
        return new SessionList(page.items(), page.next());
    }
}
