package io.nodecore.queries.addresses;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.PublicView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The progress of enrichment-worker, from {@code public.enrichment_jobs}, {@code public.user_ips} and {@code public.ip_infos}. */
final class EnrichmentView {

    /**
     * The latest run of a job.
     *
     * @param name {@code recent} or {@code all}
     * @param state {@code running}, {@code waiting} (continues by itself), {@code done}, {@code refused} (by the provider, until the job is
     *     due again)
     * @param total addresses to look up at the start of the run
     * @param unknown addresses that were looked up and of which the provider had no information
     */
    record Job(
            String name,
            String provider,
            String state,
            Instant startedAt,
            @Nullable Instant finishedAt,
            long total,
            long done,
            long unknown,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt) {}

    /**
     * Distinct addresses of users.
     *
     * @param known looked up, or found to be reserved
     */
    record Addresses(long known, long missing) {}

    private final JdbcClient jdbc;
    private final PublicView jobs;

    EnrichmentView(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.jobs = new PublicView(jdbc, "enrichment_jobs");
    }

    List<Job> jobs() {
        if (!jobs.exists()) {
            return List.of();
        }
        return jdbc.sql("select * from public.enrichment_jobs order by name desc")
                .query((row, n) -> new Job(
                        row.getString("name"),
                        row.getString("provider"),
                        row.getString("state"),
                        PostgresTime.instant(row, "started_at"),
                        PostgresTime.instantOrNull(row, "finished_at"),
                        row.getLong("total"),
                        row.getLong("done"),
                        row.getLong("unknown"),
                        row.getString("last_error"),
                        PostgresTime.instantOrNull(row, "last_error_at")))
                .list();
    }

    Addresses addresses() {
        if (!jobs.exists()) {
            return new Addresses(0, 0);
        }
        return jdbc.sql("""
                select count(*) filter (where known) as known, count(*) filter (where not known) as missing
                from (select exists (select from public.ip_infos i where i.ip = u.ip) as known
                      from (select distinct ip from public.user_ips) u) addresses
                """)
                .query((row, n) -> new Addresses(row.getLong("known"), row.getLong("missing")))
                .single();
    }
}
