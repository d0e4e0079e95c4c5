package io.nodecore.queries.fleet;

import io.nodecore.admin.list.StrictParameters;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The fleet in one answer. */
@RestController
final class FleetHttp {

    /** @param nodes in the order of their ids */
    record FleetAnswer(Instant computedAt, List<FleetRow> nodes) {}

    private final FleetView view;

    FleetHttp(FleetView view) {
        this.view = view;
    }

    @StrictParameters
    @GetMapping("/admin/fleet")
    FleetAnswer fleet() {
        WholeFleet fleet = view.fleet();
        return new FleetAnswer(fleet.computedAt(), fleet.nodes());
    }
}
