package io.nodecore.queries.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Usage as series, split by node, protocol, user or subscription; or the largest parts. */
@RestController
final class UsageHttp {

    /** @param points only those with usage: in the order of time, or the largest first if {@code top} is given */
    record UsageSeries(String step, List<UsagePoint> points) {}

    private final UsageView usage;
    private final InstantSource clock;

    UsageHttp(UsageView usage, InstantSource clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @GetMapping("/admin/usage")
    UsageSeries series(
            @RequestParam(required = false) @Nullable Long userId,
            @RequestParam(required = false) @Nullable Long subscriptionId,
            @RequestParam(required = false) @Nullable Long nodeId,
            @RequestParam(required = false) @Nullable Long nodeProtocolId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable Integer top) {
        var asked = new UsageQuery.Asked(userId, subscriptionId, nodeId, nodeProtocolId, from, to, step, by, top);
        UsageQuery query = UsageQuery.of(asked, clock.instant());
        return new UsageSeries(query.step().word(), usage.points(query));
    }
}
