package io.nodecore.enrichment.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When addresses are looked up.
 *
 * @param tick how often it is looked whether a job is due, or one has to go on
 * @param recentEvery from the start of one look at new addresses to the next
 * @param recentWindow how new an address must be for that; more where an earlier look was missed
 * @param allEvery from the start of one look at all addresses to the next
 * @param staleAfter how old information must be to be asked for again
 * @param lock how long a process that has died keeps others from its job
 */
@ConfigurationProperties("nodecore.enrichment.jobs")
public record JobSettings(
        @DefaultValue("10s") Duration tick,
        @DefaultValue("10m") Duration recentEvery,
        @DefaultValue("10m") Duration recentWindow,
        @DefaultValue("24h") Duration allEvery,
        @DefaultValue("20h") Duration staleAfter,
        @DefaultValue("1m") Duration lock) {

    /** The shortest that the lock library keeps alive. */
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

    Duration every(Job job) {
        return switch (job) {
            case RECENT -> recentEvery;
            case ALL -> allEvery;
        };
    }
}
