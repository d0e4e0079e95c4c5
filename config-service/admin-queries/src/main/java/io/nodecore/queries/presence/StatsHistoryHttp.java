package io.nodecore.queries.presence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lettuce.core.RedisException;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.node.NodeView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history of a node's state, for charts. */
@RestController
final class StatsHistoryHttp {

    /**
     * @param points only those with reports, in the order of time
     * @param missing the step that would have been used if Redis were available; null if Redis answered or was not needed
     */
    record StatsHistory(
            long nodeId,
            String step,
            List<StatsPoint> points,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String missing) {}

    private final NodeView nodes;
    private final StatsHistoryView history;
    private final InstantSource clock;

    StatsHistoryHttp(NodeView nodes, StatsHistoryView history, InstantSource clock) {
        this.nodes = nodes;
        this.history = history;
        this.clock = clock;
    }

    @GetMapping("/admin/nodes/{id}/stats-history")
    StatsHistory points(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String step) {
        StatsHistoryQuery query = StatsHistoryQuery.of(from, to, step, clock.instant());
        if (nodes.address(id).isEmpty()) {
            throw new FailureException(new Failure.Unknown("node", Long.toString(id)));
        }
        try {
            return new StatsHistory(id, query.step().word(), history.points(id, query), null);
        } catch (RedisException away) {
            if (step != null) {
                throw away;
            }
            StatsHistoryQuery hours = query.inHours();
            return new StatsHistory(
                    id,
                    hours.step().word(),
                    history.points(id, hours),
                    query.step().word());
        }
    }
}
