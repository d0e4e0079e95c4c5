package io.nodecore.enrichment.providers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The requests that a provider has received, in Postgres: a restart of this process does not reset the provider's count.
 *
 * <p>A request is recorded when it is sent, with the latest time at which it can arrive; the time of its answer then replaces that time.
 * So two requests never arrive closer to each other than the provider allows. Used under the lock of the jobs, by one process at a time.
 */
final class RequestBudget {

    private final JdbcClient jdbc;
    private final String provider;
    private final Duration longestRequest;
    private final InstantSource clock;

    RequestBudget(JdbcClient jdbc, String provider, Duration longestRequest, InstantSource clock) {
        this.jdbc = jdbc;
        this.provider = provider;
        this.longestRequest = longestRequest;
        this.clock = clock;
    }

    /** The time until one more request respects the provider's limit and the pause that it asked for. */
    Duration wait(AddressSource source) {
        Instant now = clock.instant();
        Instant free = heldUntil().orElse(now);
        if (source.limit().isPresent()) {
            AddressSource.Limit limit = source.limit().get();
            // The request that must leave the window before another one fits in.
            Instant leaves = jdbc.sql("""
                select at from provider_requests where provider = ? order by at desc offset ? limit 1
                """)
                    .params(provider, limit.requests() - 1)
                    .query(OffsetDateTime.class)
                    .optional()
                    .map(at -> at.toInstant().plus(limit.within()).plusMillis(50))
                    .orElse(now);
            free = free.isAfter(leaves) ? free : leaves;
        }
        return free.isAfter(now) ? Duration.between(now, free) : Duration.ZERO;
    }

    /** Returns whether the provider asked for a pause that has not ended. */
    boolean isHeld() {
        return heldUntil().filter(clock.instant()::isBefore).isPresent();
    }

    private Optional<Instant> heldUntil() {
        return jdbc.sql("select until from provider_holds where provider = ?")
                .param(provider)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** @return id of the request, for {@link #answered} */
    long begin() {
        forget();
        return jdbc.sql("insert into provider_requests (provider, at) values (?, ?) returning id")
                .params(provider, utc(clock.instant().plus(longestRequest)))
                .query(Long.class)
                .single();
    }

    void answered(long request) {
        jdbc.sql("update provider_requests set at = ? where id = ?")
                .params(utc(clock.instant()), request)
                .update();
    }

    /** Records a pause that the provider asked for. */
    void hold(Duration pause) {
        if (pause.isPositive()) {
            jdbc.sql("""
                insert into provider_holds as held (provider, until) values (?, ?)
                on conflict (provider) do update set until = greatest(held.until, excluded.until)
                """).params(provider, utc(clock.instant().plus(pause))).update();
        }
    }

    private void forget() {
        jdbc.sql("delete from provider_requests where at < ?")
                .param(utc(clock.instant().minus(Duration.ofDays(1))))
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
