package io.nodecore.enrichment.providers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many requests a provider has had lately, in Postgres: its own count does not start again with our process.
 *
 * <p>A request counts from when it is begun, with the latest time at which it can have arrived, and is corrected to that of its answer.
 * So a slow request can't come closer to the next ones than the provider allows. Used under the lock of the jobs, by one at a time.
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

    /** How long to wait until one more request stays within the limit and within what the provider asked for. */
    Duration wait(AddressSource source) {
        Instant now = clock.instant();
        Instant free = heldUntil().orElse(now);
        if (source.limit().isPresent()) {
            AddressSource.Limit limit = source.limit().get();
            // The one that has to leave the window before another fits in.
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

    /** Whether the provider wants to be left alone now. */
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

    /** @return the request's id, for {@link #answered} */
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

    void hold(Duration leaveAlone) {
        if (leaveAlone.isPositive()) {
            jdbc.sql("""
                insert into provider_holds as held (provider, until) values (?, ?)
                on conflict (provider) do update set until = greatest(held.until, excluded.until)
                """)
                    .params(provider, utc(clock.instant().plus(leaveAlone)))
                    .update();
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
