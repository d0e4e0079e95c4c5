package io.nodecore.queries.addresses;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The progress of the look-up of addresses. */
@RestController
final class EnrichmentHttp {

    /** @param jobs empty if no provider is configured */
    record Enrichment(List<EnrichmentView.Job> jobs, EnrichmentView.Addresses addresses) {}

    private final EnrichmentView view;

    EnrichmentHttp(EnrichmentView view) {
        this.view = view;
    }

    @GetMapping("/admin/enrichment")
    @Operation(summary = "The jobs that look addresses up, and how many are known")
    Enrichment enrichment() {
        return new Enrichment(view.jobs(), view.addresses());
    }
}
