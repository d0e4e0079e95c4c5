package io.nodecore.usage.sessions;

import io.nodecore.projection.JournaledFact;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL of {@code session_events}. */
final class SessionEventsTable {

    // The id is a digest of all columns that identify an event: an event that is already stored is not changed.
    private static final String ADD = """
            insert into session_events (id, node_id, user_id, protocol, event_type, occurred_at, ip_address)
            select encode(sha256(convert_to(concat_ws('|', node_id, user_id, protocol, event_type,
                                                      (extract(epoch from occurred_at) * 1000000)::bigint,
                                                      coalesce(ip_address, '')), 'UTF8')), 'hex'),
                   node_id, user_id, protocol, event_type, occurred_at, ip_address
            from (select node_id, user_id, protocol, event_type, occurred_at, host(ip_address::inet) as ip_address
                  from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[])
                       as reported (node_id, user_id, protocol, event_type, occurred_at, ip_address)) as event
            order by 1
            on conflict (id) do nothing
            """;

    private SessionEventsTable() {}

    static void add(Connection connection, List<JournaledFact<List<SessionEvent>>> facts) throws SQLException {
        int count = facts.stream().mapToInt(fact -> fact.fact().size()).sum();
        if (count == 0) {
            return;
        }
        long[] nodeIds = new long[count];
        long[] userIds = new long[count];
        String[] protocols = new String[count];
        String[] eventTypes = new String[count];
        String[] occurredAt = new String[count];
        @Nullable String[] addresses = new @Nullable String[count];
        int row = 0;
        for (JournaledFact<List<SessionEvent>> fact : facts) {
            for (SessionEvent event : fact.fact()) {
                nodeIds[row] = fact.headers().nodeId();
                userIds[row] = event.userId();
                protocols[row] = event.protocol();
                eventTypes[row] = event.eventType();
                occurredAt[row] = event.occurredAt().toString();
                addresses[row] = event.ipAddress();
                row++;
            }
        }
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setObject(1, nodeIds);
            statement.setObject(2, userIds);
            statement.setObject(3, protocols);
            statement.setObject(4, eventTypes);
            statement.setObject(5, occurredAt);
            statement.setObject(6, addresses);
            statement.executeUpdate();
        }
    }
}
