package io.nodecore.control.quota;

import io.nodecore.admin.postgres.PublicView;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The usage of subscriptions, as counted by usage-aggregator; empty before its first start. */
public final class TrafficView {

    /** Bytes counted so far. */
    public record Traffic(long bytesUp, long bytesDown) {

        public static final Traffic NONE = new Traffic(0, 0);
    }

    private final JdbcClient jdbc;
    private final PublicView view;

    public TrafficView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.view = new PublicView(jdbc, "subscription_traffic");
    }

    public Map<Long, Traffic> of(Collection<Long> subscriptionIds) {
        Map<Long, Traffic> found = new HashMap<>();
        if (view.exists()) {
            jdbc.sql("""
                    select subscription_id, bytes_up, bytes_down from public.subscription_traffic
                    where subscription_id = any(?)
                    """)
                    .param(new SqlArrayValue("bigint", subscriptionIds.toArray()))
                    .query(row -> {
                        found.put(row.getLong(1), new Traffic(row.getLong(2), row.getLong(3)));
                    });
        }
        return found;
    }
}
