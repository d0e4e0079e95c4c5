package io.nodecore.simulator.agent;

import io.nodecore.simulator.core.AgentTransport;
import io.nodecore.simulator.core.CoreFailure;
import io.nodecore.simulator.core.Report;
import io.nodecore.simulator.ledger.FaultKind;
import io.nodecore.simulator.ledger.Ledger;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;

/**
 * The reports of one node that must not get lost, in order: each is sent, under its one id, until the Core answers. One thread runs
 * {@link #deliver()}.
 */
final class ReportQueue {

    private static final System.Logger log = System.getLogger(ReportQueue.class.getName());

    private final long nodeId;
    private final AgentTransport transport;
    private final Ledger ledger;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final double repeatShare;
    /** An empty element is the end: nothing follows it. */
    private final BlockingQueue<Optional<Report>> waiting = new LinkedBlockingQueue<>();

    private final int capacity;
    private final LateRepeats lateRepeats;

    ReportQueue(
            long nodeId,
            AgentTransport transport,
            Ledger ledger,
            Backoff backoff,
            RandomGenerator random,
            AgentSettings settings,
            LateRepeats lateRepeats) {
        this.nodeId = nodeId;
        this.transport = transport;
        this.ledger = ledger;
        this.backoff = backoff;
        this.random = random;
        this.repeatShare = settings.repeatShare();
        this.capacity = settings.queueCapacity();
        this.lateRepeats = lateRepeats;
    }

    /** Whoever has more to report asks first. Only an agent that stops may add its last reports to a full queue. */
    boolean hasRoom() {
        return waiting.size() < capacity;
    }

    void add(Report report) {
        ledger.sent(report);
        waiting.add(Optional.of(report));
    }

    /** Says that nothing more comes; {@link #deliver()} returns when all is answered. */
    void end() {
        waiting.add(Optional.empty());
    }

    /** Sends what comes, until the end. An interrupt gives up: what is left stays unanswered in the ledger. */
    void deliver() {
        try {
            for (var next = waiting.take(); next.isPresent(); next = waiting.take()) {
                deliver(next.get());
            }
        } catch (InterruptedException e) {
            waiting.forEach(left -> left.ifPresent(ledger::unanswered));
        }
    }

    private void deliver(Report report) throws InterruptedException {
        try {
            for (int tries = 1; !isAnswered(report); tries++) {
                backoff.pause(tries);
                ledger.repeated();
            }
        } catch (InterruptedException e) {
            ledger.unanswered(report);
            throw e;
        }
    }

    private boolean isAnswered(Report report) throws InterruptedException {
        try {
            transport.send(report);
        } catch (CoreFailure.Unreachable | CoreFailure.Overloaded e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return false;
        } catch (CoreFailure e) {
            log.log(System.Logger.Level.WARNING, "node {0}: report refused: {1}", nodeId, e.getMessage());
            ledger.refused(report);
            return true;
        }
        ledger.acknowledged(nodeId, report);
        repeatNowAndThen(report);
        lateRepeats.mayRepeat(report);
        return true;
    }

    /** An answer can get lost on its way to the node, which then repeats a report that the Core has. It must count once. */
    private void repeatNowAndThen(Report report) {
        if (random.nextDouble() >= repeatShare) {
            return;
        }
        ledger.repeated();
        ledger.met(FaultKind.REPEATED_AT_ONCE);
        try {
            transport.sendOverOther(report);
        } catch (CoreFailure e) {
            log.log(System.Logger.Level.DEBUG, "node {0}: the repeat got no answer: {1}", nodeId, e.getMessage());
        }
    }
}
