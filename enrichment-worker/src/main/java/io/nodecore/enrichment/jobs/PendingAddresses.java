package io.nodecore.enrichment.jobs;

import io.nodecore.enrichment.jobs.JobsTable.Run;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The addresses that a run has still to look up: each once, even if several users share it, ordered by their text. */
final class PendingAddresses {

    private static final String WANTED = """
            from user_ips u left join ip_infos i on i.ip = u.ip
            where u.ip > :after
              and (cast(:since as timestamptz) is null or u.first_seen_at > :since)
              and (i.ip is null or (i.looked_up_at < :stale and i.provider <> 'local'))
            """;

    private final JdbcClient jdbc;

    PendingAddresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param staleBefore information that is older is looked up again */
    List<String> page(Run run, Instant staleBefore, int limit) {
        return bound("select distinct u.ip " + WANTED + " order by u.ip limit :limit", run, staleBefore)
                .param("limit", limit)
                .query((row, n) -> row.getString(1))
                .list();
    }

    long count(Run run, Instant staleBefore) {
        return bound("select count(distinct u.ip) " + WANTED, run, staleBefore)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec bound(String sql, Run run, Instant staleBefore) {
        return jdbc.sql(sql)
                .param("after", run.afterIp())
                .param("since", utc(run.since()))
                .param("stale", utc(staleBefore));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
