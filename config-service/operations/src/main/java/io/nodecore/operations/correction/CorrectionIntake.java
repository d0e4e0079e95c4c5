package io.nodecore.operations.correction;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.operations.correction.CorrectionFact.Change;
import io.nodecore.operations.correction.CorrectionTerms.Wish;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.usage.TopicPass;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import io.nodecore.operations.usage.UsageReports;
import io.nodecore.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The entry point for corrections of usage.
 *
 * <p>Reports and earlier corrections are read before the decision, without a lock: facts never change. The decision itself adds the
 * corrections made since then, and holds the lock of operations: if two corrections concern the same usage, the later one starts from the
 * result of the earlier one.
 */
final class CorrectionIntake {

    private static final int ATTEMPTS = 5;
    /** The id of a dry run. */
    private static final long NONE = 0;

    private final DecisionLog<CorrectionFact> log;
    private final CorrectionTable corrections;
    private final KafkaSettings kafka;
    private final ReceivedAtBound receivedAt;

    CorrectionIntake(
            DecisionLog<CorrectionFact> log,
            CorrectionTable corrections,
            KafkaSettings kafka,
            ReceivedAtBound receivedAt) {
        this.log = log;
        this.corrections = corrections;
        this.kafka = kafka;
        this.receivedAt = receivedAt;
    }

    /** The reports of the selected usage, up to some offsets. */
    private record Reported(Map<UsageCell, UsageAmount> amounts, SortedMap<Integer, Long> readUpTo) {}

    /** Corrections that may have changed some of the selected usage, up to the one with this id. */
    private record Former(List<CorrectionFact> parts, long upToId) {}

    /** @param effects the effect on each subscription that it changes */
    record Planned(UsageCorrection correction, List<Change> changes, List<SubscriptionEffect> effects) {}

    /** The effect of the correction as a dry run; its id is 0. */
    Planned tryOut(Wish wish, Instant now) {
        Reported reported = read(wish);
        return plan(wish, reported, former(wish).parts(), NONE, now);
    }

    UsageCorrection correct(Wish wish) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Reported reported = read(wish);
            Former former = former(wish);
            Optional<UsageCorrection> made = log.decide("usage corrected", now -> decide(wish, reported, former, now));
            if (made.isPresent()) {
                return made.get();
            }
        }
        throw new FailureException(new Failure.Unavailable("corrections"));
    }

    UsageCorrection undo(long id, String reason, String author) {
        return log.decide("correction of usage reverted", now -> {
            UsageCorrection undone = require(id);
            List<Change> changes = CorrectionRules.undo(
                    undone,
                    corrections.overlapping(undone.nodeId(), undone.kind(), undone.range(), id - 1, Long.MAX_VALUE));
            var correction = new UsageCorrection(
                    corrections.nextId(),
                    undone.nodeId(),
                    Kind.UNDO,
                    undone.range(),
                    null,
                    null,
                    id,
                    reason,
                    author,
                    now,
                    undone.readUpTo(),
                    changes.size(),
                    undone.after(),
                    undone.before());
            return new Decision<>(correction, CorrectionRules.parts(correction, changes));
        });
    }

    UsageCorrection require(long id) {
        return corrections
                .find(id)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("correction", Long.toString(id))));
    }

    /** Empty if a correction that read further was made meanwhile: the reports that it read must be read too. */
    private Decision<CorrectionFact, Optional<UsageCorrection>> decide(
            Wish wish, Reported reported, Former former, Instant now) {
        if (corrections.hasReadBeyond(wish.nodeId(), reported.readUpTo())) {
            return Decision.of(Optional.empty());
        }
        List<CorrectionFact> parts = new ArrayList<>(former.parts());
        parts.addAll(
                corrections.overlapping(wish.nodeId(), wish.kind(), wish.range(), former.upToId(), Long.MAX_VALUE));
        Planned planned = plan(wish, reported, parts, corrections.nextId(), now);
        if (planned.changes().isEmpty()) {
            throw Violations.refuse("from", "there is no usage that this would change");
        }
        return new Decision<>(
                Optional.of(planned.correction()), CorrectionRules.parts(planned.correction(), planned.changes()));
    }

    /** Read and decoded before the decision too: while the lock is held, only those made since then are read. */
    private Former former(Wish wish) {
        long latest = corrections.latestId();
        return new Former(corrections.overlapping(wish.nodeId(), wish.kind(), wish.range(), 0, latest), latest);
    }

    private static Planned plan(Wish wish, Reported reported, List<CorrectionFact> former, long id, Instant now) {
        Map<UsageCell, UsageAmount> amounts = new HashMap<>(reported.amounts());
        CorrectionRules.add(amounts, former, wish.kind(), wish.range());
        List<Change> changes = wish.figures() == null
                ? CorrectionRules.changes(wish.kind(), wish.factor(), amounts)
                : CorrectionRules.changes(amounts, AmendRules.wanted(wish, amounts, now));
        UsageAmount before = UsageAmount.sum(amounts.values());
        UsageAmount after =
                before.plus(UsageAmount.sum(changes.stream().map(Change::by).toList()));
        var correction = new UsageCorrection(
                id,
                wish.nodeId(),
                wish.kind(),
                wish.range(),
                wish.factor(),
                wish.figures(),
                null,
                wish.reason(),
                wish.author(),
                now,
                reported.readUpTo(),
                changes.size(),
                before,
                after);
        return new Planned(correction, changes, SubscriptionEffect.of(amounts, changes));
    }

    private Reported read(Wish wish) {
        try (TopicPass topics = new TopicPass(kafka)) {
            SortedMap<Integer, Long> ends = topics.ends(Topics.USAGE);
            Map<UsageCell, UsageAmount> amounts = new HashMap<>();
            @Nullable Instant since = wish.deep() ? null : wish.range().from().minus(UsageReports.MARGIN);
            new UsageReports(topics, receivedAt)
                    .read(since, ends, node -> node == wish.nodeId(), (report, repeatOf) -> {
                        if (repeatOf == null) {
                            report.entries().stream()
                                    .filter(entry -> wish.range().holds(wish.kind(), entry.cell()))
                                    .forEach(entry -> amounts.merge(entry.cell(), entry.amount(), UsageAmount::plus));
                        }
                    });
            return new Reported(amounts, ends);
        }
    }
}
