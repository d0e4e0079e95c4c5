package io.nodecore.queries.overview;

import io.nodecore.admin.list.StrictParameters;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The overview. */
@RestController
final class OverviewHttp {

    private final OverviewView view;

    OverviewHttp(OverviewView view) {
        this.view = view;
    }

    @StrictParameters
    @GetMapping("/admin/overview")
    Overview overview() {
        return view.overview();
    }
}
