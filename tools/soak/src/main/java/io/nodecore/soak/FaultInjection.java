package io.nodecore.soak;

import io.lettuce.core.RedisClient;
import io.nodecore.standalone.processes.Supervisor;
import io.nodecore.standalone.processes.Supervisor.State;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Injects the faults of a plan at their times; faults may overlap. */
final class FaultInjection {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Supervisor processes;
    private final String redisUrl;
    private final PoisonRecords poison;
    private final PrintStream out;
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private int missed;

    FaultInjection(Supervisor processes, String redisUrl, PoisonRecords poison, PrintStream out) {
        this.processes = processes;
        this.redisUrl = redisUrl;
        this.poison = poison;
        this.out = out;
    }

    /**
     * Returns when all faults were injected and are over.
     *
     * @throws IllegalStateException if a fault is not over in time
     */
    void inject(List<PlannedFault> faults) throws InterruptedException {
        long begin = System.nanoTime();
        try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PlannedFault fault : faults) {
                long wait = begin + fault.at().toNanos() - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
                var _ = side.submit(() -> inject(fault));
            }
            side.shutdown();
            if (!side.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                side.shutdownNow();
                throw new IllegalStateException("a fault is not over " + TIMEOUT + " after the start of the last one");
            }
        }
    }

    /** The number of injected faults by kind. */
    synchronized Map<Fault, Integer> injected() {
        return Map.copyOf(injected);
    }

    /** The number of faults whose target was already down or paused. */
    synchronized int missed() {
        return missed;
    }

    private void inject(PlannedFault planned) {
        try {
            boolean hit = apply(planned);
            count(planned, hit);
            out.println(planned.line() + (hit ? "" : "  (missed: the target was already down or paused)"));
            if (hit && (planned.fault() == Fault.PAUSE_SERVICE || planned.fault() == Fault.PAUSE_BROKER)) {
                Thread.sleep(planned.lasts());
                processes.resume(planned.target());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            count(planned, false);
            out.println(planned.line() + "  (missed: " + e + ")");
        }
    }

    private synchronized void count(PlannedFault planned, boolean hit) {
        if (hit) {
            injected.merge(planned.fault(), 1, Integer::sum);
        } else {
            missed++;
        }
    }

    private boolean apply(PlannedFault planned) throws Exception {
        switch (planned.fault()) {
            case FLUSH_REDIS -> flushRedis();
            case POISON -> poison.write(planned.target());
            case KILL_SERVICE, KILL_BROKER, KILL_POSTGRES, KILL_REDIS -> {
                if (!awaitRunning(planned.target())) {
                    return false;
                }
                processes.kill(planned.target(), planned.lasts());
            }
            case PAUSE_SERVICE, PAUSE_BROKER -> {
                if (!awaitRunning(planned.target())) {
                    return false;
                }
                processes.pause(planned.target());
            }
            case RESTART_SERVICE -> {
                if (!awaitRunning(planned.target())) {
                    return false;
                }
                processes.restart(planned.target(), planned.lasts());
            }
        }
        return true;
    }

    /** Waits for a target that another fault has stopped. */
    private boolean awaitRunning(String name) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            if (processes.status().stream()
                    .anyMatch(process -> process.name().equals(name) && process.state() == State.RUNNING)) {
                return true;
            }
            Thread.sleep(POLL);
        }
        return false;
    }

    private void flushRedis() {
        RedisClient client = RedisClient.create(redisUrl);
        try (var connection = client.connect()) {
            connection.sync().flushall();
        } finally {
            client.shutdown();
        }
    }
}
