package io.nodecore.control.customers;

import io.nodecore.control.facts.User;
import io.nodecore.control.facts.UserFact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code users}. */
public final class UserTable {

    private final JdbcClient jdbc;

    public UserTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long nextId() {
        return jdbc.sql("select nextval('user_ids')").query(Long.class).single();
    }

    Optional<User> find(long id) {
        return jdbc.sql("select id, name, status from users where id = ?")
                .param(id)
                .query(UserTable::user)
                .optional();
    }

    List<User> page(long afterId, int limit) {
        return jdbc.sql("select id, name, status from users where id > ? order by id limit ?")
                .params(afterId, limit)
                .query(UserTable::user)
                .list();
    }

    public void apply(UserFact fact) {
        switch (fact) {
            case UserFact.Created(var user) ->
                jdbc.sql("insert into users (id, name, status) values (?, ?, ?)")
                        .params(user.id(), user.name(), user.status().word())
                        .update();
            case UserFact.Changed(var user) ->
                jdbc.sql("update users set name = ?, status = ? where id = ?")
                        .params(user.name(), user.status().word(), user.id())
                        .update();
            case UserFact.Deleted(var id) ->
                jdbc.sql("delete from users where id = ?").param(id).update();
        }
    }

    private static User user(ResultSet row, int n) throws SQLException {
        return new User(
                row.getLong("id"),
                row.getString("name"),
                User.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)));
    }
}
