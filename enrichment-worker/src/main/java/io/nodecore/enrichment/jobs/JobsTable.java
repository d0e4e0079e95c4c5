package io.nodecore.enrichment.jobs;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of {@code enrichment_jobs}. */
final class JobsTable {

    /**
     * The latest run of a job.
     *
     * @param finished false while pages are left
     * @param since the run looks up addresses first seen after this time; null for all
     * @param afterIp all addresses up to and including this one are done
     */
    record Run(
            Job job,
            boolean finished,
            Instant startedAt,
            @Nullable Instant since,
            String afterIp) {

        Run at(String ip) {
            return new Run(job, finished, startedAt, since, ip);
        }
    }

    private final JdbcClient jdbc;

    JobsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Run> latest(Job job) {
        return jdbc.sql("""
                select finished_at, started_at, since, after_ip from enrichment_jobs where name = ?
                """)
                .param(job.word())
                .query((row, n) -> new Run(
                        job,
                        row.getObject("finished_at") != null,
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getObject("since") == null
                                ? null
                                : row.getObject("since", OffsetDateTime.class).toInstant(),
                        row.getString("after_ip")))
                .optional();
    }

    void begin(Run run, String provider, long total) {
        jdbc.sql("""
                insert into enrichment_jobs (name, provider, state, started_at, since, after_ip, total, done, unknown)
                values (:name, :provider, 'running', :started, cast(:since as timestamptz), '', :total, 0, 0)
                on conflict (name) do update
                set provider = excluded.provider, state = 'running', started_at = excluded.started_at, finished_at = null,
                    since = excluded.since, after_ip = '', total = excluded.total,
                    done = 0, unknown = 0
                """)
                .param("name", run.job().word())
                .param("provider", provider)
                .param("started", utc(run.startedAt()))
                .param("since", run.since() == null ? null : utc(run.since()))
                .param("total", total)
                .update();
    }

    /** @return false if another process has advanced the run: the transaction must not commit this page */
    boolean advance(Run from, String toIp, int done, long unknown) {
        return jdbc.sql("""
                update enrichment_jobs set after_ip = :to, done = done + :done, unknown = unknown + :unknown, state = 'running'
                where name = :name and started_at = :started and after_ip = :from and finished_at is null
                """)
                        .param("to", toIp)
                        .param("done", done)
                        .param("unknown", unknown)
                        .param("name", from.job().word())
                        .param("started", utc(from.startedAt()))
                        .param("from", from.afterIp())
                        .update()
                == 1;
    }

    void finish(Run run, Instant at) {
        jdbc.sql("""
                update enrichment_jobs set state = 'done', finished_at = ?
                where name = ? and started_at = ? and finished_at is null
                """).params(utc(at), run.job().word(), utc(run.startedAt())).update();
    }

    /** Records an error. The run continues later, or ends until its next start if it was {@code refused}. */
    void fail(Run run, boolean refused, String error, Instant at) {
        jdbc.sql("""
                update enrichment_jobs set state = ?, last_error = ?, last_error_at = ?,
                    finished_at = case when ? then cast(? as timestamptz) end
                where name = ? and started_at = ? and finished_at is null
                """)
                .params(
                        refused ? "refused" : "waiting",
                        // The text may quote a provider, and Postgres stores no U+0000.
                        error.replace('\0', '\uFFFD'),
                        utc(at),
                        refused,
                        utc(at),
                        run.job().word(),
                        utc(run.startedAt()))
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
