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
 * The reports of one node that must not get lost, in order: each is sent with the same id until the Core answers. One thread runs
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
    /** An empty element marks the end. */
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

    /** To be checked before {@link #add}. Only an agent that stops may add its last reports to a full queue. */
    boolean hasRoom() {
        return waiting.size() < capacity;
    }

    void add(Report report) {
        ledger.sent(report);
        waiting.add(Optional.of(report));
    }

    /** Marks the end of the queue; {@link #deliver()} returns when all reports are answered. */
    void end() {
        waiting.add(Optional.empty());
    }

    /** Sends the reports until the end of the queue. An interrupt ends it early: the ledger counts the rest as unanswered. */
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
        repeatSometimes(report);
        lateRepeats.mayRepeat(report);
        return true;
    }

    /** Repeats a share of the acknowledged reports, as a node does after a lost answer. The Core must count them once. */
    private void repeatSometimes(Report report) {
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
