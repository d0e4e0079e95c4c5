package io.nodecore.control.subscription;

import io.nodecore.admin.Page;
import io.nodecore.admin.list.ListPages;
import io.nodecore.admin.list.ListPosition;
import io.nodecore.control.fact.User;
import io.nodecore.control.user.UserTable;
import io.nodecore.control.user.UsersOnline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Pages of users. Who is online is not known to Postgres: users are read in the order of the list and looked up in presence, a bounded
 * number for each page. So a page of a list with {@code online} may be shorter than requested, or empty, and still have a next one.
 */
final class UserLists {

    private static final int BLOCK = 1_000;
    private static final int MOST_BLOCKS = 10;

    private final ListPages pages;
    private final UserTable users;
    private final UsersOnline presence;

    UserLists(ListPages pages, UserTable users, UsersOnline presence) {
        this.pages = pages;
        this.users = users;
        this.presence = presence;
    }

    Page<User> page(UserListQuery query, int limit) {
        return query.online() == null
                ? pages.page(query.after(query.after()), query.cursors(), limit, users::find, User::id)
                : page(query, query.online(), limit);
    }

    private Page<User> page(UserListQuery query, boolean online, int limit) {
        List<ListPosition> found = new ArrayList<>();
        ListPosition after = query.after();
        boolean more = true;
        for (int block = 0; block < MOST_BLOCKS && more && found.size() <= limit; block++) {
            List<ListPosition> read = pages.read(query.after(after), BLOCK);
            Set<Long> present = presence.of(read.stream().map(ListPosition::id).toList());
            read.stream().filter(one -> present.contains(one.id()) == online).forEach(found::add);
            more = read.size() == BLOCK;
            after = more ? read.getLast() : after;
        }
        List<ListPosition> kept = found.subList(0, Math.min(limit, found.size()));
        ListPosition last = found.size() > limit ? kept.getLast() : after;
        boolean ends = !more && found.size() <= limit;
        List<Long> ids = kept.stream().map(ListPosition::id).toList();
        return new Page<>(
                ListPages.inOrder(ids, users::find, User::id),
                ends || last == null ? null : query.cursors().of(last));
    }
}
