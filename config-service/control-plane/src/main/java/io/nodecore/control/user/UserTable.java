package io.nodecore.control.user;

import io.nodecore.admin.postgres.SqlBatch;
import io.nodecore.control.fact.User;
import io.nodecore.control.fact.UserFact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code users}. */
public final class UserTable {

    private final JdbcClient jdbc;

    public UserTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long nextId() {
        return jdbc.sql("select nextval('user_ids')").query(Long.class).single();
    }

    public List<Long> nextIds(int count) {
        return SqlBatch.nextIds(jdbc, "user_ids", count);
    }

    /** The existing ones of these users, in the order of their ids. */
    public List<User> find(Collection<Long> ids) {
        return jdbc.sql("select id, name, status from users where id = any(?) order by id")
                .param(SqlBatch.bigints(ids))
                .query(UserTable::user)
                .list();
    }

    public Optional<User> find(long id) {
        return jdbc.sql("select id, name, status from users where id = ?")
                .param(id)
                .query(UserTable::user)
                .optional();
    }

    public void apply(UserFact fact) {
        apply(List.of(fact));
    }

    /** If several facts are about one user, the last one is stored. */
    public void apply(List<UserFact> facts) {
        Map<Long, User> stored = new TreeMap<>();
        Set<Long> removed = new TreeSet<>();
        for (UserFact fact : facts) {
            switch (fact) {
                case UserFact.Created(var user) -> stored.put(user.id(), user);
                case UserFact.Changed(var user) -> stored.put(user.id(), user);
                case UserFact.Deleted(var id) -> {
                    stored.remove(id);
                    removed.add(id);
                }
            }
        }
        SqlBatch.remove(jdbc, "users", removed);
        store(List.copyOf(stored.values()));
    }

    private void store(List<User> users) {
        if (users.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into users (id, name, status)
                select * from unnest(:ids, :names, :statuses)
                on conflict (id) do update set name = excluded.name, status = excluded.status
                """)
                .param("ids", SqlBatch.bigints(users, User::id))
                .param("names", SqlBatch.texts(users, User::name))
                .param("statuses", SqlBatch.texts(users, user -> user.status().word()))
                .update();
    }

    private static User user(ResultSet row, int n) throws SQLException {
        return new User(
                row.getLong("id"),
                row.getString("name"),
                User.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)));
    }
}
