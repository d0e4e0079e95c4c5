package io.nodecore.enrichment.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * The back-off of each job after a page that fails: the pause doubles with each failure in a row. A job's pauses do not delay the other
 * job. Kept in memory; another process starts with the shortest pause.
 */
final class JobBackOff {

    /** After so many failures in a row a page is skipped, so that the pages after it are looked up. */
    private static final int MOST_ATTEMPTS = 6;

    private record Pause(int failures, Instant until) {}

    private final Map<Job, Pause> pauses = new EnumMap<>(Job.class);
    private final Duration first;
    private final Duration longest;

    JobBackOff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    boolean isPaused(Job job, Instant now) {
        Pause pause = pauses.get(job);
        return pause != null && now.isBefore(pause.until());
    }

    /** @return false if the page must be skipped */
    boolean failed(Job job, Instant now) {
        Pause before = pauses.get(job);
        int failures = before == null ? 1 : before.failures() + 1;
        if (failures >= MOST_ATTEMPTS) {
            pauses.remove(job);
            return false;
        }
        Duration wait = first.multipliedBy(1L << (failures - 1));
        pauses.put(job, new Pause(failures, now.plus(wait.compareTo(longest) < 0 ? wait : longest)));
        return true;
    }

    void succeeded(Job job) {
        pauses.remove(job);
    }
}
