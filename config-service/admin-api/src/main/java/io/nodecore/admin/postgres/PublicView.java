package io.nodecore.admin.postgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A view of another service in schema public. It exists after that service has run its migrations; before, it counts as empty. */
public final class PublicView {

    private final JdbcClient jdbc;
    private final String name;
    private volatile boolean seen;

    public PublicView(JdbcClient jdbc, String name) {
        this.jdbc = jdbc;
        this.name = name;
    }

    public boolean exists() {
        if (!seen) {
            seen = jdbc.sql("select to_regclass(?) is not null")
                    .param("public." + name)
                    .query(Boolean.class)
                    .single();
        }
        return seen;
    }
}
