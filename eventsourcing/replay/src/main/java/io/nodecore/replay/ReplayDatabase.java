package io.nodecore.replay;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database of a service, as a replay uses it: connections of its own, so that none of the live pool ever sees a shadow.
 *
 * @param url JDBC URL
 * @param schema the service's schema with the live tables
 */
public record ReplayDatabase(String url, String user, String password, String schema) {

    /** @param searchPath schemas whose tables the connection sees, comma-separated */
    public Connection connect(String searchPath) throws SQLException {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        dataSource.setCurrentSchema(searchPath);
        dataSource.setApplicationName("nodecore-replay");
        dataSource.setReWriteBatchedInserts(true);
        return dataSource.getConnection();
    }

    /** A replay's own schema; kept after an exchange, with what was live before in it. */
    public String shadow(long id) {
        return schema + "_replay_" + id;
    }
}
