package io.nodecore.control.link;

import io.nodecore.admin.failure.Violations;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeProtocol;
import io.nodecore.control.fact.VpnProtocol;
import java.util.Optional;
import java.util.UUID;

/** One link per subscription and node protocol, so that its traffic can be told from every other's. */
public final class LinkRules {

    /** @param isNew false where the subscription had a link there already */
    public record Linked(Link link, boolean isNew) {}

    private LinkRules() {}

    /**
     * A second wish for the same link is answered with the link that there is.
     *
     * @throws io.nodecore.admin.failure.FailureException where the protocol has no clients to tell apart
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
