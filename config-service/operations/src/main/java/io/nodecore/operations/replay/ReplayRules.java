package io.nodecore.operations.replay;

import io.nodecore.admin.failure.Violations;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayOrder.Mode;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rules of orders. The service that owns a projection decides whether it can execute an order. */
final class ReplayRules {

    private static final long MOST_FACTS_PER_SECOND = 10_000_000;
    private static final int LONGEST_TOPIC = 249;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final String FROM = "must be an offset, or a time such as 2026-01-01T00:00:00Z";

    private ReplayRules() {}

    /**
     * Converts a request to an order, with id 0.
     *
     * @param known names of the projections that can be replayed
     */
    static ReplayOrder order(ReplayHttp.ReplayRequest request, Set<String> known, Instant now) {
        var violations = new Violations();
        String projection = violations.text("projection", request.projection(), LONGEST_TOPIC);
        if (!projection.isEmpty() && !known.contains(projection)) {
            violations.add("projection", "must be one of " + String.join(", ", known) + ", got '" + projection + "'");
        }
        Mode mode = mode(request.mode(), violations);
        Scope scope = scope(request, violations);
        long limit = request.factsPerSecond() == null
                ? 0
                : violations.number("factsPerSecond", request.factsPerSecond(), 1, MOST_FACTS_PER_SECOND);
        String target = Optional.ofNullable(violations.optionalText("topic", request.topic(), LONGEST_TOPIC))
                .orElse("");
        if (projection.equals(ReplayOrder.EVENTS) == target.isBlank()) {
            violations.add(
                    "topic",
                    "is where events go that are emitted again: needed for " + ReplayOrder.EVENTS
                            + ", and for nothing else");
        }
        violations.refuseIfAny();
        return new ReplayOrder(
                0, projection, mode, scope, limit, Boolean.TRUE.equals(request.swap()), Wanted.RUN, 1, now, target);
    }

    private static Mode mode(@Nullable String word, Violations violations) {
        if (word == null) {
            return Mode.SHADOW;
        }
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElseGet(() -> {
                    violations.add("mode", "must be shadow or in-place, got '" + word + "'");
                    return Mode.SHADOW;
                });
    }

    private static Scope scope(ReplayHttp.ReplayRequest request, Violations violations) {
        List<Scope> scopes = new ArrayList<>();
        if (request.nodeId() != null) {
            scopes.add(new Scope.OfNode(violations.number("nodeId", request.nodeId(), 1, Long.MAX_VALUE)));
        }
        if (request.userId() != null) {
            scopes.add(new Scope.OfUser(violations.number("userId", request.userId(), 1, Long.MAX_VALUE)));
        }
        if (request.from() != null && !request.from().isNull()) {
            scopes.add(from(request.from(), violations));
        }
        if (scopes.size() > 1) {
            violations.add("from", "of from, nodeId and userId only one can be given");
        }
        return scopes.isEmpty() ? new Scope.Everything() : scopes.getFirst();
    }

    private static Scope from(JsonNode from, Violations violations) {
        if (!from.isString() && !from.isIntegralNumber()) {
            violations.add("from", FROM);
            return new Scope.Everything();
        }
        String text = from.asString();
        if (text.matches("\\d{1,18}")) {
            return new Scope.FromOffset(Long.parseLong(text));
        }
        try {
            Instant since = OffsetDateTime.parse(text).toInstant();
            if (since.isBefore(EARLIEST) || since.isAfter(LATEST)) {
                violations.add("from", "must be from " + EARLIEST + " to " + LATEST);
                return new Scope.Everything();
            }
            return new Scope.Since(since);
        } catch (DateTimeException e) {
            violations.add("from", FROM + ", got '" + text + "'");
            return new Scope.Everything();
        }
    }
}
