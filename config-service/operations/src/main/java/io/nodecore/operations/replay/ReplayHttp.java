package io.nodecore.operations.replay;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.admin.failure.Violations;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays of projections. */
@RestController
final class ReplayHttp {

    /**
     * @param mode shadow (also if absent) or in-place
     * @param from a time (ISO-8601 with an offset), or an offset
     * @param factsPerSecond maximum rate; absent for no limit
     * @param swap whether to exchange the tables without a further command
     * @param topic only for events: the topic to which they are published again
     */
    record ReplayRequest(
            @Nullable String projection,
            @Nullable String mode,
            @Nullable JsonNode from,
            @Nullable Long nodeId,
            @Nullable Long userId,
            @Nullable Long factsPerSecond,
            @Nullable Boolean swap,
            @Nullable String topic) {}

    /**
     * @param scope the part of the rows that is replayed, as text for people
     * @param wanted run, cancelled, swapped, rolled-back, dropped
     * @param state ordered, loading, comparing, compared, swapping, swapped, rolling-back, rolled-back, done, cancelled, failed, refused,
     *     dropped
     * @param applied number of facts applied
     * @param total facts up to the position of the live projection; it may grow
     * @param ratePerSecond recent rate of facts
     * @param comparison the replayed rows compared with the live ones after the same facts; null until it exists
     */
    record ReplayResource(
            long id,
            String projection,
            String mode,
            String scope,
            @Nullable Long factsPerSecond,
            boolean swap,
            @Nullable String topic,
            String wanted,
            String state,
            long applied,
            long total,
            double percent,
            @Nullable Double ratePerSecond,
            @Nullable Long etaSeconds,
            @Nullable JsonNode comparison,
            @Nullable String error,
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant updatedAt,
            @Nullable Instant swappedAt) {}

    record ReplayList(
            List<ReplayResource> replays, @Nullable String next) {}

    private static final Cursor CURSOR = new Cursor("replays");

    private final ReplayIntake intake;
    private final ReplayOrderTable orders;
    private final ReplaysView replays;
    private final PresenceRebuilds presence;
    private final Supplier<Set<String>> known;
    private final JsonMapper json;
    private final InstantSource clock;

    /** @param known names of the projections that can be replayed */
    ReplayHttp(
            ReplayIntake intake,
            ReplayOrderTable orders,
            ReplaysView replays,
            PresenceRebuilds presence,
            Supplier<Set<String>> known,
            JsonMapper json,
            InstantSource clock) {
        this.intake = intake;
        this.orders = orders;
        this.replays = replays;
        this.presence = presence;
        this.known = known;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping("/admin/replays")
    @ResponseStatus(HttpStatus.CREATED)
    ReplayResource order(@RequestBody ReplayRequest request) {
        ReplayOrder asked = ReplayRules.order(request, known.get(), clock.instant());
        return resource(intake.order((id, now) -> new ReplayOrder(
                id,
                asked.projection(),
                asked.mode(),
                asked.scope(),
                asked.factsPerSecond(),
                asked.swap(),
                asked.wanted(),
                asked.revision(),
                now,
                asked.targetTopic())));
    }

    @GetMapping("/admin/replays")
    ReplayList list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Page.limit(limit);
        long before = CURSOR.beforeId(cursor);
        List<ReplayResource> found =
                orders.page(before, size + 1).stream().map(this::resource).toList();
        Page<ReplayResource> page = Page.of(found, size, one -> CURSOR.of(one.id()));
        return new ReplayList(page.items(), page.next());
    }

    @GetMapping("/admin/replays/{id}")
    ReplayResource get(@PathVariable long id) {
        return resource(intake.require(id));
    }

    Optional<ReplayResource> find(long id) {
        return orders.find(id).map(this::resource);
    }

    /** @param action cancel, resume, swap, rollback, drop */
    @PostMapping("/admin/replays/{id}/{action}")
    ReplayResource want(@PathVariable long id, @PathVariable String action) {
        Wanted wanted = switch (action) {
            case "cancel" -> Wanted.CANCELLED;
            case "resume" -> Wanted.RUN;
            case "swap" -> Wanted.SWAPPED;
            case "rollback" -> Wanted.ROLLED_BACK;
            case "drop" -> Wanted.DROPPED;
            default ->
                throw Violations.refuse(
                        "action", "must be cancel, resume, swap, rollback or drop, got '" + action + "'");
        };
        return resource(intake.want(id, wanted));
    }

    private ReplayResource resource(ReplayOrder order) {
        ReplaysView.Found found = replays.find(order.id()).orElse(null);
        long applied = found == null ? 0 : found.applied();
        long total = found == null ? 0 : found.total();
        Double rate = found == null ? null : found.factsPerSecond();
        Long eta = rate == null || rate <= 0 ? null : Math.round(Math.ceil((total - applied) / rate));
        String comparison = found == null ? null : found.comparison();
        return new ReplayResource(
                order.id(),
                order.projection(),
                order.mode().word(),
                order.scope().text(),
                order.factsPerSecond() == 0 ? null : order.factsPerSecond(),
                order.swap(),
                order.targetTopic().isEmpty() ? null : order.targetTopic(),
                order.wanted().word(),
                stateOf(order, found),
                applied,
                total,
                total == 0 ? 0 : Math.floor(1000.0 * applied / total) / 10,
                rate,
                eta,
                comparison == null ? null : json.readTree(comparison),
                found == null ? null : found.error(),
                order.requestedAt(),
                found == null ? null : found.startedAt(),
                found == null ? null : found.updatedAt(),
                found == null ? null : found.swappedAt());
    }

    /** A result for an earlier revision of the order is not a result of this one. */
    private String stateOf(ReplayOrder order, ReplaysView.@Nullable Found found) {
        if (order.projection().equals(ReplayOrder.PRESENCE)) {
            return presence.isDone(order.id(), order.requestedAt()) ? "done" : stateOfWaiting(order.wanted());
        }
        if (found == null || found.revision() < order.revision()) {
            return "ordered";
        }
        return found.state();
    }

    /** For an order that presence-service has not fulfilled: it can only run or be cancelled, and there is nothing to exchange. */
    private static String stateOfWaiting(Wanted wanted) {
        return switch (wanted) {
            case RUN -> "ordered";
            case CANCELLED, DROPPED -> wanted.word();
            case SWAPPED, ROLLED_BACK -> "refused";
        };
    }
}
