package io.nodecore.operations.deadletter.redrive;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.operations.deadletter.DeadLetterFilter;
import io.nodecore.operations.deadletter.DeadLetterReader;
import io.nodecore.operations.deadletter.DeadLetterTable;
import io.nodecore.operations.deadletter.DeadLetterTable.InOrder;
import io.nodecore.operations.deadletter.TrackedDeadLetter;
import java.util.List;

/**
 * The entry point for redrives. A dead letter is redriven once, however often that is requested; commands run one after another, so the
 * second of two simultaneous requests sees the decision of the first.
 */
public final class RedriveIntake {

    /** Maximum number of dead letters of one decision: other commands of operators wait for it. */
    private static final int AT_ONCE = 500;

    private final DecisionLog<RedriveFact> log;
    private final DeadLetterTable deadLetters;
    private final DeadLetterReader reader;
    private final RedriveRelay relay;

    public RedriveIntake(
            DecisionLog<RedriveFact> log, DeadLetterTable deadLetters, DeadLetterReader reader, RedriveRelay relay) {
        this.log = log;
        this.deadLetters = deadLetters;
        this.reader = reader;
        this.relay = relay;
    }

    /** Does nothing if the dead letter has been redriven. */
    public TrackedDeadLetter one(long id) {
        TrackedDeadLetter deadLetter = find(id);
        boolean isGone = switch (deadLetter.state()) {
            case WAITING ->
                !deadLetter.deadLetter().valueKept()
                        && reader.read(List.of(deadLetter.deadLetter().origin()))
                                .isEmpty();
            case REDRIVEN -> false;
            case LOST -> true;
        };
        if (isGone) {
            throw new FailureException(new Failure.ValueGone(id));
        }
        log.decide(
                "redrive",
                now -> find(id).state() == DeadLetterFilter.State.WAITING
                        ? Decision.of(id, new RedriveFact(id, now, RedriveFact.State.DECIDED))
                        : Decision.of(id));
        relay.wake();
        return find(id);
    }

    /**
     * Redrives the dead letters that wait now, in the order of their facts. One that is refused again meanwhile is a new dead letter, and
     * waits for the next request; one without its value is redriven by its id only.
     *
     * @return number of redriven dead letters
     */
    public int matching(DeadLetterFilter filter, int atMost) {
        long latest = deadLetters.latestSeq();
        InOrder last = InOrder.BEGIN;
        int decided = 0;
        while (decided < atMost) {
            int rest = Math.min(AT_ONCE, atMost - decided);
            List<InOrder> more = decide(filter, latest, last, rest);
            decided += more.size();
            relay.wake();
            if (more.size() < rest) {
                break;
            }
            last = more.getLast();
        }
        return decided;
    }

    /** Continues after the previous decision, so that decided dead letters are not read again while other commands wait. */
    private List<InOrder> decide(DeadLetterFilter filter, long latest, InOrder behind, int atMost) {
        return log.decideAsync("redrive", now -> {
            List<InOrder> next = deadLetters.waiting(filter, latest, behind, atMost);
            return new Decision<>(
                    next,
                    next.stream()
                            .map(deadLetter -> new RedriveFact(deadLetter.id(), now, RedriveFact.State.DECIDED))
                            .toList());
        });
    }

    private TrackedDeadLetter find(long id) {
        return deadLetters
                .find(id)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("dead letter", Long.toString(id))));
    }
}
