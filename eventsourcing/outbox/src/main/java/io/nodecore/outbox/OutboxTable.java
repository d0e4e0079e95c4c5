package io.nodecore.outbox;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code outbox}: records of committed decisions that are not yet known to be published. */
public final class OutboxTable {

    /** Notified by a commit. The outboxes of several services in one database share it: a relay that is woken for nothing finds nothing. */
    static final String CHANNEL = "nodecore_outbox";

    private static final JsonMapper json = JsonMapper.shared();

    /** @param id grows in the order of the commits that concern one key */
    record Row(long id, OutboxRecord record) {}

    private OutboxTable() {}

    /**
     * Adds records in their order, and has the relay woken when the transaction commits.
     *
     * <p>Rows are numbered when they are added, not when they are committed: the transaction must hold a lock that makes writers of the
     * same key follow one another until they have committed. Then a key's records are published in the order of the commits.
     *
     * @return the id of the last one, 0 if there are none
     */
    public static long add(JdbcClient jdbc, List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                with added as (
                    insert into outbox (topic, key, value, headers)
                    select topic, key, value, headers::jsonb
                    from unnest(:topics, :keys, :values, :headers) with ordinality as r (topic, key, value, headers, n)
                    order by n
                    returning id)
                select (select max(id) from added), pg_notify(:channel, '')
                """)
                .param("channel", CHANNEL)
                .param("topics", texts(records.stream().map(OutboxRecord::topic).toArray()))
                .param("keys", texts(records.stream().map(OutboxRecord::key).toArray()))
                .param("values", new SqlArrayValue("bytea", (Object[])
                        records.stream().map(OutboxRecord::value).toArray(byte[][]::new)))
                .param(
                        "headers",
                        texts(records.stream()
                                .map(record -> json.writeValueAsString(record.headers()))
                                .toArray()))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /** The oldest rows, in their order. */
    static List<Row> oldest(JdbcClient jdbc, int atMost) {
        return jdbc.sql("select id, topic, key, value, headers::text from outbox order by id limit ?")
                .param(atMost)
                .query((rs, n) -> new Row(
                        rs.getLong(1),
                        new OutboxRecord(
                                rs.getString(2),
                                rs.getString(3),
                                rs.getBytes(4),
                                json.readValue(rs.getString(5), new TypeReference<Map<String, String>>() {}))))
                .list();
    }

    /** Whether the row waits for its publication; only rows of committed transactions are seen. */
    static boolean contains(JdbcClient jdbc, long id) {
        return jdbc.sql("select exists (select from outbox where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    static OutboxBacklog backlog(JdbcClient jdbc) {
        return jdbc.sql("select count(*), coalesce(min(id), 0) from outbox")
                .query((row, n) -> new OutboxBacklog(row.getLong(1), row.getLong(2)))
                .single();
    }

    static void remove(JdbcClient jdbc, List<Row> published) {
        jdbc.sql("delete from outbox where id = any(?)")
                .param(new SqlArrayValue(
                        "bigint", published.stream().map(Row::id).toArray()))
                .update();
    }

    private static SqlArrayValue texts(Object[] texts) {
        return new SqlArrayValue("text", texts);
    }
}
