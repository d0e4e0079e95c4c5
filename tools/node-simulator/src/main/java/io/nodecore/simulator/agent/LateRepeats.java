package io.nodecore.simulator.agent;

import io.nodecore.simulator.core.AgentTransport;
import io.nodecore.simulator.core.CoreFailure;
import io.nodecore.simulator.core.Report;
import io.nodecore.simulator.ledger.FaultKind;
import io.nodecore.simulator.ledger.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Acknowledged reports that are sent once more seconds or minutes later, as by an agent that was restored from an old disk. */
final class LateRepeats {

    private static final System.Logger log = System.getLogger(LateRepeats.class.getName());

    private record Repeat(Instant at, Report report) {}

    private final AgentTransport transport;
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final FaultRates faultRates;
    private final PriorityQueue<Repeat> waiting = new PriorityQueue<>(Comparator.comparing(Repeat::at));

    LateRepeats(
            AgentTransport transport,
            Ledger ledger,
            InstantSource clock,
            RandomGenerator random,
            FaultRates faultRates) {
        this.transport = transport;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
        this.faultRates = faultRates;
    }

    /** Keeps the report for later, or not. */
    synchronized void mayRepeat(Report report) {
        if (random.nextDouble() < faultRates.repeatedLater()) {
            long delay = random.nextLong(faultRates.latestRepeat().toMillis() + 1);
            waiting.add(new Repeat(clock.instant().plusMillis(delay), report));
        }
    }

    /** Sends those whose time has come. */
    void sendDue() {
        send(clock.instant());
    }

    /** Sends all that are left, even those that are not due. */
    void sendAll() {
        send(Instant.MAX);
    }

    private void send(Instant until) {
        for (Report report = next(until); report != null; report = next(until)) {
            ledger.repeated();
            ledger.met(FaultKind.REPEATED_LATER);
            try {
                transport.sendOverOther(report);
            } catch (CoreFailure e) {
                log.log(System.Logger.Level.DEBUG, "a late repeat got no answer: {0}", e.getMessage());
            }
        }
    }

    private synchronized @Nullable Report next(Instant until) {
        Repeat first = waiting.peek();
        return first == null || first.at().isAfter(until)
                ? null
                : waiting.remove().report();
    }
}
