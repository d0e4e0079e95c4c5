package io.nodecore.control.link;

import io.nodecore.admin.failure.Violations;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.VpnProtocol;
import java.util.Optional;
import java.util.UUID;

/** A subscription has at most one link on a node protocol, so that its traffic is counted separately. */
public final class LinkRules {

    /** @param isNew false if the subscription already had a link there */
    public record Linked(Link link, boolean isNew) {}

    private LinkRules() {}

    /**
     * If the link already exists, it is returned.
     *
     * @throws io.nodecore.admin.failure.FailureException if the protocol has no clients of its own
     */
    public static Decision<ControlFact, Linked> link(
            long subscriptionId, NodeProtocol protocol, Optional<Link> existing, long freshId, UUID freshUuid) {
        if (protocol.protocol() == VpnProtocol.WIREGUARD) {
            throw Violations.refuse(
                    "nodeProtocolId", "is a wireguard inbound, whose peers are given by the template and not by links");
        }
        return existing.map(link -> Decision.<ControlFact, Linked>of(new Linked(link, false)))
                .orElseGet(() -> {
                    var link = new Link(freshId, freshUuid, subscriptionId, protocol.id(), protocol.nodeId());
                    return Decision.of(new Linked(link, true), new LinkFact.Created(link));
                });
    }
}
