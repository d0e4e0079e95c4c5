package io.nodecore.simulator.agent;

import io.nodecore.simulator.core.AgentTransport;
import io.nodecore.simulator.ledger.Ledger;
import io.nodecore.simulator.traffic.UserTraffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/** An agent with its virtual threads: one per periodic task, one that sends the queue, one that fetches new revisions. */
public final class RunningAgent {

    private static final Duration LATE_REPEATS = Duration.ofSeconds(1);

    private final Agent agent;
    private final LateRepeats lateRepeats;
    private final ConfigWatch watch;
    private final AgentStatusHttp status;
    private final Semaphore newRevisions = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> tasks = new ArrayList<>();
    private final Thread revisions;
    private final Thread delivery;

    /** Starts the threads. Closes the watch and the status server when it stops. */
    public RunningAgent(
            AgentIdentity node,
            AgentSettings settings,
            AgentTransport transport,
            ConfigWatch watch,
            AgentStatusHttp status,
            Ledger ledger,
            RandomGenerator random) {
        InstantSource clock = InstantSource.system();
        // One generator per purpose: otherwise the traffic would depend on how often other threads draw.
        RandomGenerator ofTraffic = new SplittableRandom(random.nextLong());
        RandomGenerator ofQueue = new SplittableRandom(random.nextLong());
        NodeStats stats = new NodeStats(new SplittableRandom(random.nextLong()), clock.instant());
        FaultRates faultRates = settings.faultRates();
        this.lateRepeats =
                new LateRepeats(transport, ledger, clock, new SplittableRandom(random.nextLong()), faultRates);
        ReportQueue queue =
                new ReportQueue(node.nodeId(), transport, ledger, Backoff.EXPONENTIAL, ofQueue, settings, lateRepeats);
        EdgeCaseReports edgeCaseReports = new EdgeCaseReports(
                new SplittableRandom(random.nextLong()),
                ledger,
                node.protocolIds().values().stream().sorted().toList());
        NodeTraffic traffic =
                new NodeTraffic(new UserTraffic(ofTraffic, settings.behaviour(), settings.online()), stats);
        this.agent = new Agent(node, transport, status, ledger, clock, queue, traffic, stats, edgeCaseReports);
        this.watch = watch;
        this.status = status;
        this.delivery = Thread.ofVirtual().name(node + " delivery").start(queue::deliver);
        start(new PeriodicTask(node + " heartbeat", settings.heartbeat(), Duration.ZERO, this::heartbeat));
        start(new PeriodicTask(
                node + " stats", settings.stats(), within(settings.stats(), random), agent::reportStats));
        start(new PeriodicTask(
                node + " online", settings.online(), within(settings.online(), random), agent::reportOnlineUsers));
        start(new PeriodicTask(node + " usage", settings.usage(), settings.usage(), agent::reportUsage));
        if (faultRates.edgeCaseReports().isPositive()) {
            start(new PeriodicTask(
                    node + " edge cases",
                    faultRates.edgeCaseReports(),
                    within(faultRates.edgeCaseReports(), random),
                    agent::reportEdgeCase));
        }
        if (faultRates.repeatedLater() > 0) {
            start(new PeriodicTask(node + " late repeats", LATE_REPEATS, LATE_REPEATS, lateRepeats::sendDue));
        }
        this.revisions = Thread.ofVirtual().name(node + " revisions").start(this::followRevisions);
    }

    /**
     * Ends the tasks and sends the remaining reports, until all are answered or the deadline is reached. The ledger counts the rest as
     * unanswered.
     */
    public void stop(Instant deadline) throws InterruptedException {
        watch.close();
        stopped.countDown();
        revisions.interrupt();
        revisions.join();
        for (Thread task : tasks) {
            joinUntil(deadline, task);
        }
        agent.end();
        joinUntil(deadline, delivery);
        lateRepeats.sendAll();
        status.close();
    }

    private static void joinUntil(Instant deadline, Thread thread) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), deadline);
        if (!thread.join(left.isPositive() ? left : Duration.ofMillis(1))) {
            thread.interrupt();
            thread.join();
        }
    }

    private void heartbeat() {
        watch.ensureOpen(agent.revision(), _ -> newRevisions.release());
        agent.heartbeat();
    }

    private void followRevisions() {
        try {
            while (true) {
                newRevisions.acquire();
                // One fetch returns the latest revision, so the notifications so far need no further fetch.
                newRevisions.drainPermits();
                agent.sync();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(PeriodicTask task) {
        tasks.add(task.start(stopped));
    }

    /** Spreads the agents of a fleet over the interval. */
    private static Duration within(Duration interval, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(interval.toNanos()));
    }
}
