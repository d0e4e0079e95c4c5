package io.nodecore.standalone.processes;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs parts as processes and starts each of them again when it ends, like an orchestrator. Stops them in the opposite order of their
 * start. Safe for use by several threads.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    /** The state of a part. */
    public enum State {
        RUNNING,
        PAUSED,
        DOWN
    }

    /**
     * The current status of a part.
     *
     * @param pid 0 while it is down
     * @param starts number of starts
     */
    public record Status(String name, long pid, State state, int starts) {}

    private final Duration restartAfter;
    private final Runnable onChange;
    private final Map<String, Supervised> parts = new LinkedHashMap<>();

    /**
     * @param restartAfter how long a part stays down after an end of its own
     * @param onChange called after each change of a status, by the thread of that part
     */
    public Supervisor(Duration restartAfter, Runnable onChange) {
        this.restartAfter = restartAfter;
        this.onChange = onChange;
    }

    /** Starts a part and returns at once. */
    public synchronized void start(Part part) {
        if (parts.containsKey(part.name())) {
            throw new IllegalArgumentException("a part is called " + part.name() + " already");
        }
        parts.put(part.name(), new Supervised(part, restartAfter, onChange));
    }

    public synchronized List<Status> status() {
        return parts.values().stream().map(Supervised::status).toList();
    }

    /** Kills a part with SIGKILL; it is started again after that time. Does nothing if the part is down. */
    public void kill(String name, Duration downFor) {
        part(name).kill(downFor);
    }

    /** Stops a part cleanly; it is started again after that time. */
    public void restart(String name, Duration downFor) throws Exception {
        part(name).restart(downFor);
    }

    /** Suspends a part (SIGSTOP) until {@link #resume}. */
    public void pause(String name) throws IOException, InterruptedException {
        part(name).pause();
    }

    public void resume(String name) throws IOException, InterruptedException {
        part(name).resume();
    }

    private synchronized Supervised part(String name) {
        Supervised part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no part is called " + name + ", there are " + parts.keySet());
        }
        return part;
    }

    @Override
    public void close() {
        List<Map.Entry<String, Supervised>> lastFirst;
        synchronized (this) {
            lastFirst = new ArrayList<>(parts.entrySet()).reversed();
        }
        for (Map.Entry<String, Supervised> part : lastFirst) {
            try {
                part.getValue().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                log.error("{} failed to stop", part.getKey(), e);
            }
        }
    }
}
