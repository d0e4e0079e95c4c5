package io.nodecore.usage;

import java.util.List;

/** What the service's tables hold, as text that tests can compare. */
public final class UsageRows {

    private UsageRows() {}

    public static List<String> minutes(UsageDatabase database) {
        return database.query("""
                select to_char(minute, 'YYYY-MM-DD HH24:MI:SS'), node_id, user_id, subscription_id, node_protocol_id,
                       bytes_up, bytes_down
                from usage_minutes order by minute, node_id, user_id, subscription_id, node_protocol_id""");
    }

    public static List<String> subscriptions(UsageDatabase database) {
        return database.query("""
                select subscription_id, bytes_up, bytes_down, extract(epoch from updated_at)::numeric(20, 3)
                from subscription_traffic order by subscription_id""");
    }

    public static List<String> outbounds(UsageDatabase database) {
        return database.query("select * from node_outbounds order by node_id, tag");
    }

    public static List<String> sessions(UsageDatabase database) {
        return database.query("select * from session_events order by id");
    }
}
