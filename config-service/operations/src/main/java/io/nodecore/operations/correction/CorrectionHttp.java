package io.nodecore.operations.correction;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.admin.failure.Violations;
import io.nodecore.operations.correction.CorrectionIntake.Planned;
import io.nodecore.operations.correction.UsageCorrection.Figures;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.usage.AmountResource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Corrections of usage. */
@RestController
@Tag(
        name = "corrections",
        description =
                "Usage that was reported wrongly, or billed by a wrong multiplier. Nothing that was reported is changed:"
                        + " a correction is one more fact, and can be reverted by another.")
final class CorrectionHttp {

    /**
     * A correction as admins see it.
     *
     * @param id null for a dry run
     * @param state applied, reverted, or dry-run
     * @param rows number of changed amounts: a usage minute as it arrived in one minute
     * @param before the selected usage before the correction, up to {@code readUpTo}
     * @param bytesUp the sum that an amend set, null if unchanged; the same holds for {@code bytesDown}
     * @param subscriptions for a dry run: the effect on each subscription that it changes, the largest changes first, 1000 at most
     * @param readUpTo by partition of node.usage, the offsets from which on reports were not read: they count as reported
     */
    record CorrectionResource(
            @Nullable Long id,
            long nodeId,
            Instant from,
            Instant to,
            @Nullable Long userId,
            @Nullable Long subscriptionId,
            @Nullable Long nodeProtocolId,
            String kind,
            @Nullable BigDecimal factor,
            @Nullable BigDecimal multiplier,
            @Nullable Long bytesUp,
            @Nullable Long bytesDown,
            String reason,
            String author,
            Instant decidedAt,
            String state,
            @Nullable Long reverts,
            @Nullable Long revertedBy,
            long rows,
            AmountResource before,
            AmountResource after,
            @Nullable List<EffectResource> subscriptions,
            SortedMap<Integer, Long> readUpTo) {}

    /** @param rows number of amounts of the subscription that would change */
    record EffectResource(long subscriptionId, long rows, AmountResource before, AmountResource after) {

        public static EffectResource of(SubscriptionEffect effect) {
            return new EffectResource(
                    effect.subscriptionId(),
                    effect.rows(),
                    AmountResource.of(effect.before()),
                    AmountResource.of(effect.after()));
        }
    }

    record CorrectionList(
            List<CorrectionResource> corrections, @Nullable String next) {}

    /**
     * @param reason 1 to 500 characters
     * @param author 1 to 100 characters
     */
    record RevertTerms(@Nullable String reason, @Nullable String author) {}

    private static final Cursor CURSOR = new Cursor("corrections");

    private static final int MOST_EFFECTS = 1_000;

    private final CorrectionIntake intake;
    private final CorrectionTable corrections;
    private final InstantSource clock;

    CorrectionHttp(CorrectionIntake intake, CorrectionTable corrections, InstantSource clock) {
        this.intake = intake;
        this.corrections = corrections;
        this.clock = clock;
    }

    /** 201 for a correction, 200 for a dry run. */
    @PostMapping("/admin/usage/corrections")
    @Operation(
            summary =
                    "Revert, scale, reprice or amend a node's usage of a time range; with dryRun, answer what that would do")
    ResponseEntity<CorrectionResource> correct(@RequestBody CorrectionTerms terms) {
        var wish = terms.wish();
        if (Boolean.TRUE.equals(terms.dryRun())) {
            Planned planned = intake.tryOut(wish, clock.instant());
            return ResponseEntity.ok(resource(
                    planned.correction(),
                    planned.effects().stream()
                            .limit(MOST_EFFECTS)
                            .map(EffectResource::of)
                            .toList()));
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(resource(intake.correct(wish)));
    }

    @GetMapping("/admin/usage/corrections")
    @Operation(summary = "Corrections, newest first; from and to are of the usage that they are about")
    CorrectionList list(
            @RequestParam(required = false) @Nullable Long nodeId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Page.limit(limit);
        Page<UsageCorrection> page = Page.of(
                corrections.page(nodeId, from, to, CURSOR.afterId(cursor), size + 1), size, one -> CURSOR.of(one.id()));
        return new CorrectionList(page.items().stream().map(this::resource).toList(), page.next());
    }

    @GetMapping("/admin/usage/corrections/{id}")
    CorrectionResource get(@PathVariable long id) {
        return resource(intake.require(id));
    }

    @PostMapping("/admin/usage/corrections/{id}/revert")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Take a correction back, by another one")
    CorrectionResource revert(@PathVariable long id, @RequestBody RevertTerms terms) {
        var violations = new Violations();
        String reason = violations.text("reason", terms.reason(), CorrectionTerms.LONGEST_REASON);
        String author = violations.text("author", terms.author(), CorrectionTerms.LONGEST_AUTHOR);
        violations.refuseIfAny();
        return resource(intake.undo(id, reason, author));
    }

    private CorrectionResource resource(UsageCorrection correction) {
        return resource(correction, null);
    }

    private CorrectionResource resource(UsageCorrection correction, @Nullable List<EffectResource> effects) {
        Figures figures = correction.figures();
        Kind kind = correction.kind();
        boolean isTried = correction.id() == 0;
        Long revertedBy = corrections.revertedBy(correction.id()).orElse(null);
        return new CorrectionResource(
                isTried ? null : correction.id(),
                correction.nodeId(),
                correction.range().from(),
                correction.range().to(),
                correction.range().userId(),
                correction.range().subscriptionId(),
                correction.range().nodeProtocolId(),
                kind.word(),
                kind == Kind.SCALE ? correction.factor() : null,
                kind == Kind.REPRICE || kind == Kind.AMEND ? correction.factor() : null,
                figures == null ? null : figures.bytesUp(),
                figures == null ? null : figures.bytesDown(),
                correction.reason(),
                correction.author(),
                correction.decidedAt(),
                isTried ? "dry-run" : revertedBy == null ? "applied" : "reverted",
                correction.reverts(),
                revertedBy,
                correction.entries(),
                AmountResource.of(correction.before()),
                AmountResource.of(correction.after()),
                effects,
                correction.readUpTo());
    }
}
