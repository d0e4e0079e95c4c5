package io.nodecore.enrichment.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long each job waits after pages that failed for a reason of their own: twice as long each time. Other jobs are not kept waiting.
 * Known to this process alone; another one begins with short pauses.
 */
final class JobBackOff {

    /** A page that has failed this often in a row is passed over: those behind it are not to wait for ever. */
    private static final int TIMEOUT = 6;

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

    /** @return false when the page is not to be tried again */
    boolean failed(Job job, Instant now) {
        Pause before = pauses.get(job);
        int failures = before == null ? 1 : before.failures() + 1;
        if (failures >= TIMEOUT) {
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
