package io.nodecore.control.subscription;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.connection.ConnectionView;
import io.nodecore.control.connection.LinkResource;
import io.nodecore.control.fact.Link;
import io.nodecore.control.link.LinkRules.Linked;
import io.nodecore.control.link.LinkTable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The links of a subscription. */
@RestController
@RequestMapping("/admin/subscriptions/{subscriptionId}/links")
final class LinkHttp {

    record LinkWish(@Nullable Long nodeProtocolId) {}

    record LinkList(List<LinkResource> links, @Nullable String next) {}

    private static final Cursor CURSOR = new Cursor("links");

    private final SubscriptionIntake intake;
    private final LinkTable links;
    private final ConnectionView connections;

    LinkHttp(SubscriptionIntake intake, LinkTable links, ConnectionView connections) {
        this.intake = intake;
        this.links = links;
        this.connections = connections;
    }

    /** 201 for a new link; 200 with the existing link if the subscription has one on this node protocol. */
    @PostMapping
    ResponseEntity<LinkResource> create(@PathVariable long subscriptionId, @RequestBody LinkWish wish) {
        var violations = new Violations();
        long nodeProtocolId = violations.number("nodeProtocolId", wish.nodeProtocolId(), 1, Long.MAX_VALUE);
        violations.refuseIfAny();
        Linked linked = intake.link(subscriptionId, nodeProtocolId);
        return ResponseEntity.status(linked.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(LinkResource.of(connections.of(List.of(linked.link())).getFirst()));
    }

    @GetMapping
    LinkList list(
            @PathVariable long subscriptionId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        intake.requireSubscription(subscriptionId);
        int size = Page.limit(limit);
        Page<Link> page =
                Page.of(links.page(subscriptionId, CURSOR.afterId(cursor), size + 1), size, one -> CURSOR.of(one.id()));
        return new LinkList(
                connections.of(page.items()).stream().map(LinkResource::of).toList(), page.next());
    }

    @DeleteMapping("/{uuid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long subscriptionId, @PathVariable UUID uuid) {
        intake.unlink(subscriptionId, uuid);
    }
}
