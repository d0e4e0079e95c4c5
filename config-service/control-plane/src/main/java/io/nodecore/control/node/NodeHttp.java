package io.nodecore.control.node;

import io.nodecore.admin.MergePatch;
import io.nodecore.admin.Page;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.list.ListPages;
import io.nodecore.admin.list.StrictParameters;
import io.nodecore.control.node.NodeIntake.RotatedKey;
import io.nodecore.control.node.NodeResource.NodeErrorResource;
import io.nodecore.nodeconfig.NodeProfile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The routes of nodes. */
@RestController
final class NodeHttp {

    record NodeList(List<NodeResource> nodes, @Nullable String next) {}

    record NodeErrorList(
            List<NodeErrorResource> errors, @Nullable String next) {}

    /** @param gracePeriodSeconds how long the old keys stay valid: from 0 to a week; the setting if absent */
    record KeyRotation(@Nullable Long gracePeriodSeconds) {}

    /**
     * @param authKey shown only once
     * @param oldKeysEnd the latest time at which the previous keys become invalid
     */
    record NewKey(String authKey, Instant oldKeysEnd) {}

    record ProfileChange(
            @Nullable String name,
            @Nullable String ip,
            @Nullable Long port,
            @Nullable String region,
            @Nullable String domain) {}

    private final NodeIntake intake;
    private final MultiplierIntake multipliers;
    private final NodeView view;
    private final ListPages pages;
    private final MergePatch patches;

    NodeHttp(NodeIntake intake, MultiplierIntake multipliers, NodeView view, ListPages pages, MergePatch patches) {
        this.intake = intake;
        this.multipliers = multipliers;
        this.view = view;
        this.pages = pages;
        this.patches = patches;
    }

    @StrictParameters
    @GetMapping("/admin/nodes")
    NodeList list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String syncStatus,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        NodeListQuery asked = NodeListQuery.of(status, syncStatus, region, q, sort, cursor);
        Page<NodeResource> page =
                pages.page(asked.query(), asked.cursors(), Page.limit(limit), view::find, NodeResource::id);
        return new NodeList(page.items(), page.next());
    }

    @GetMapping("/admin/nodes/{id}")
    NodeResource get(@PathVariable long id) {
        return view.find(id).orElseThrow(() -> new FailureException(new Failure.Unknown("node", Long.toString(id))));
    }

    @PatchMapping("/admin/nodes/{id}")
    NodeResource change(@PathVariable long id, @RequestBody JsonNode patch) {
        boolean counts = patches.names(patch, "multiplier");
        BigDecimal multiplier = counts ? MultiplierRules.optional(patch.get("multiplier")) : null;
        intake.change(id, before -> profile(before, patch));
        if (counts) {
            multipliers.ofNode(id, multiplier);
        }
        return get(id);
    }

    @DeleteMapping("/admin/nodes/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        intake.delete(id);
    }

    @PostMapping("/admin/nodes/{id}/rotate-key")
    NewKey rotateKey(@PathVariable long id, @RequestBody(required = false) @Nullable KeyRotation body) {
        RotatedKey rotated = intake.rotateKey(id, body == null ? null : body.gracePeriodSeconds());
        return new NewKey(rotated.authKey(), rotated.oldKeysEnd());
    }

    @PostMapping("/admin/nodes/{id}/revoke-key")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeKey(@PathVariable long id) {
        intake.revokeKey(id);
    }

    @GetMapping("/admin/nodes/{id}/errors")
    NodeErrorList errors(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        get(id);
        int size = Page.limit(limit);
        ErrorCursor after = ErrorCursor.parse(cursor);
        Page<NodeErrorResource> page =
                Page.of(view.errors(id, after.before(), after.afterId(), size + 1), size, ErrorCursor::of);
        return new NodeErrorList(page.items(), page.next());
    }

    private NodeProfile profile(NodeProfile before, JsonNode patch) {
        ProfileChange change = patches.apply(
                new ProfileChange(before.name(), before.ip(), (long) before.port(), before.region(), before.domain()),
                patch,
                ProfileChange.class);
        return ProfileRules.profile(change.name(), change.ip(), change.port(), change.region(), change.domain());
    }
}
