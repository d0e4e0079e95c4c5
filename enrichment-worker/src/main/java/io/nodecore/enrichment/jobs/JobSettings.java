package io.nodecore.enrichment.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When addresses are looked up.
 *
 * <p>Information does not become older than {@code allEvery} + {@code staleAfter}, which is less than a day by default, as long as the
 * provider's limits allow one run in {@code allEvery}: what a run skips because its information is newer than {@code staleAfter} is looked
 * up by the next run. The rest of the day is left for pages that have to wait.
 *
 * @param tick interval at which the worker checks whether a job is due
 * @param recentEvery from the start of one run of the job for new addresses to the next
 * @param recentWindow maximum age of a new address; longer after a missed run
 * @param allEvery from the start of one run of the job for all addresses to the next
 * @param staleAfter minimum age of information that the job for all addresses looks up again
 * @param lock how long the lock of a process that has died prevents others from working
 */
@ConfigurationProperties("nodecore.enrichment.jobs")
public record JobSettings(
        @DefaultValue("10s") Duration tick,
        @DefaultValue("10m") Duration recentEvery,
        @DefaultValue("10m") Duration recentWindow,
        @DefaultValue("23h") Duration allEvery,
        @DefaultValue("30m") Duration staleAfter,
        @DefaultValue("1m") Duration lock) {

    /** The shortest lock that the lock library can extend. */
    private static final Duration SHORTEST_LOCK = Duration.ofSeconds(30);

    public JobSettings {
        for (Duration one : new Duration[] {tick, recentEvery, recentWindow, allEvery, staleAfter}) {
            if (!one.isPositive()) {
                throw new IllegalArgumentException(
                        "durations of nodecore.enrichment.jobs must be positive, got " + one);
            }
        }
        if (lock.compareTo(SHORTEST_LOCK) < 0) {
            throw new IllegalArgumentException(
                    "nodecore.enrichment.jobs.lock must be " + SHORTEST_LOCK + " or longer, got " + lock);
        }
    }

    /** From the start of one run of a job to the next. */
    Duration every(Job job) {
        return switch (job) {
            case RECENT -> recentEvery;
            case ALL -> allEvery;
        };
    }

    /** Minimum age of information that a job looks up again. The job for new addresses leaves known ones to the job for all. */
    Duration staleAfter(Job job) {
        return switch (job) {
            case RECENT -> allEvery.multipliedBy(2);
            case ALL -> staleAfter;
        };
    }
}
