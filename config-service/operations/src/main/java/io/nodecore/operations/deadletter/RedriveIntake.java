package io.nodecore.operations.deadletter;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.operations.deadletter.DeadLetterTable.InOrder;
import java.util.List;

/**
 * The front door for redriving. A dead letter is decided once, whoever asks and however often; commands follow one another, so of two admins
 * who ask at once one finds it decided.
 */
final class RedriveIntake {

    /** Dead letters of one decision: commands of others wait for it. */
    private static final int AT_ONCE = 500;

    private final DecisionLog<RedriveFact> log;
    private final DeadLetterTable deadLetters;
    private final DeadLetterReader reader;
    private final RedriveRelay relay;

    RedriveIntake(
            DecisionLog<RedriveFact> log, DeadLetterTable deadLetters, DeadLetterReader reader, RedriveRelay relay) {
        this.log = log;
        this.deadLetters = deadLetters;
        this.reader = reader;
        this.relay = relay;
    }

    /** Does nothing where the dead letter has been redriven. */
    TrackedDeadLetter one(long id) {
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
     * Dead letters that wait now, in the order of their facts. One that is refused again meanwhile is a new dead letter, and waits for the next
     * time; one without its value is redriven by its id alone.
     *
     * @return how many
     */
    int matching(DeadLetterFilter filter, int atMost) {
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

    /** Goes on where the decision before ended: what was decided is not read again while everybody's commands wait. */
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
