package io.nodecore.operations.progress;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Positions, lag and rate of the projections. */
@RestController
final class ProjectionsHttp {

    record ProjectionList(List<ProjectionResource> projections) {}

    private final ProjectionProgress progress;

    ProjectionsHttp(ProjectionProgress progress) {
        this.progress = progress;
    }

    @GetMapping("/admin/projections")
    ProjectionList list() {
        return new ProjectionList(
                progress.all().stream().map(ProjectionResource::of).toList());
    }
}
