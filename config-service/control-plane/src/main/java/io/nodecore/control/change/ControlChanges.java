package io.nodecore.control.change;

import io.nodecore.control.decision.Changed;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.TokenFact;
import io.nodecore.control.fact.UserFact;
import java.util.Optional;

/** The line of the change log for each fact of the control plane. Facts that follow from others or from time have none. */
public final class ControlChanges {

    private ControlChanges() {}

    public static Optional<Changed> of(ControlFact fact) {
        return switch (fact) {
            case NodeFact node -> ofNode(node);
            case CodeFact.Issued(var code) -> changed("registration-code.issued", code.id());
            case CodeFact.Revoked(var code) -> changed("registration-code.revoked", code.id());
            case CodeFact.Redeemed _ -> Optional.empty();
            case UserFact.Created(var user) -> changed("user.created", user.id());
            case UserFact.Changed(var user) -> changed("user.changed", user.id());
            case UserFact.Deleted(var id) -> changed("user.deleted", id);
            case SubscriptionFact.Created(var subscription) -> changed("subscription.created", subscription.id());
            case SubscriptionFact.Changed(var subscription) -> changed("subscription.changed", subscription.id());
            case SubscriptionFact.Deleted(var id) -> changed("subscription.deleted", id);
            case SubscriptionFact.Expired _, SubscriptionFact.LimitReached _, SubscriptionFact.Reset _ ->
                Optional.empty();
            case LinkFact.Created(var link) -> changed("link.created", link.uuid());
            case LinkFact.Deleted(var link) -> changed("link.deleted", link.uuid());
            case TokenFact.Issued(var token) -> changed("token.issued", token.id());
            case TokenFact.Revoked(var token) -> changed("token.revoked", token.id());
        };
    }

    private static Optional<Changed> ofNode(NodeFact fact) {
        return switch (fact) {
            case NodeFact.Registered(var id, var _) ->
                Optional.of(new Changed("node.registered", Long.toString(id), true));
            case NodeFact.Changed(var id, var _) -> changed("node.changed", id);
            case NodeFact.Deleted(var id) -> changed("node.deleted", id);
            case NodeFact.KeyIssued(var id, var _) -> changed("node.key-issued", id);
            case NodeFact.KeyRetired(var id, var _, var _) -> changed("node.key-retired", id);
            case NodeFact.KeyRevoked(var id, var _) -> changed("node.key-revoked", id);
            case NodeFact.ServicesChanged(var id, var _, var _) -> changed("node.services-changed", id);
            case NodeFact.MultipliersChanged(var id, var _) -> changed("node.multipliers-changed", id);
            case NodeFact.KeyAnnounced _, NodeFact.RevisionPublished _, NodeFact.WentOffline _ -> Optional.empty();
        };
    }

    private static Optional<Changed> changed(String kind, Object resourceId) {
        return Optional.of(Changed.of(kind, resourceId));
    }
}
