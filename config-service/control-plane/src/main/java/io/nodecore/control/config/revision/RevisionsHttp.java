package io.nodecore.control.config.revision;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.config.revision.ConfigDifference.InboundLinks;
import io.nodecore.control.config.revision.NodeSyncView.NodeSync;
import io.nodecore.control.config.revision.RevisionTable.RevisionEntry;
import io.nodecore.control.config.template.ConfigIntake;
import io.nodecore.nodeconfig.difference.JsonChange;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history of a node's config. */
@RestController
final class RevisionsHttp {

    private static final Cursor CURSOR = new Cursor("revisions");

    private static final int DEFAULT_LINKS = 100;
    private static final int MOST_LINKS = 10_000;

    /** @param revisions newest first */
    record RevisionList(
            NodeSync sync,
            List<RevisionEntry> revisions,
            @Nullable String next) {}

    /** @param publishedAt null for revision 0, which is the empty config; the same holds for cause */
    record Side(
            long revision, @Nullable String cause, @Nullable Instant publishedAt) {

        static Side of(PublishedRevision published) {
            return new Side(published.revision(), published.cause(), published.publishedAt());
        }
    }

    /**
     * The difference between two revisions.
     *
     * @param summary in one line
     * @param links by inbound, with the user and the subscription of each
     * @param changes of the services, without the links
     * @param lines the whole difference as text for people
     */
    record DifferenceResource(
            Side from,
            Side to,
            String summary,
            List<InboundLinks> links,
            List<JsonChange> changes,
            List<String> lines) {}

    private final ConfigIntake configs;

    RevisionsHttp(ConfigIntake configs) {
        this.configs = configs;
    }

    @GetMapping("/admin/nodes/{id}/config/revisions")
    @Operation(summary = "All revisions of a node with cause and time, and how far the node is behind")
    RevisionList list(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        NodeSync sync = configs.sync(id);
        int size = Page.limit(limit);
        long before = CURSOR.beforeId(cursor);
        Page<RevisionEntry> page =
                Page.of(configs.revisions(id, before, size + 1), size, one -> CURSOR.of(one.revision()));
        return new RevisionList(sync, page.items(), page.next());
    }

    @GetMapping("/admin/nodes/{id}/config/diff")
    @Operation(
            summary = "The difference between two revisions of a node",
            description =
                    "Without from, the revision that the node confirmed last; without to, the latest. Revision 0 is"
                            + " the empty config. Of each inbound, as many links are listed as the parameter links says,"
                            + " 100 by default.")
    DifferenceResource difference(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(required = false) @Nullable Long to,
            @RequestParam(required = false) @Nullable Integer links) {
        int mostLinks = links == null ? DEFAULT_LINKS : links;
        if (mostLinks < 0 || mostLinks > MOST_LINKS) {
            throw Violations.refuse("links", "must be from 0 to " + MOST_LINKS + ", got " + mostLinks);
        }
        PublishedRevision before =
                configs.revision(id, from == null ? configs.sync(id).confirmedRevision() : from);
        PublishedRevision after = to == null ? configs.latest(id) : configs.revision(id, to);
        ConfigDifference difference = ConfigDifference.between(before.content(), after.content(), mostLinks);
        return new DifferenceResource(
                Side.of(before),
                Side.of(after),
                difference.summary(),
                difference.links(),
                difference.changes(),
                difference.lines());
    }
}
