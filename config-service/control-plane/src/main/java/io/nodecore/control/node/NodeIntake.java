package io.nodecore.control.node;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.node.NodeRegistrationRules.Redeemer;
import io.nodecore.control.node.code.CodeTable;
import io.nodecore.control.node.key.KeyRules;
import io.nodecore.control.node.key.KeySettings;
import io.nodecore.control.node.key.KeyTable;
import io.nodecore.control.node.key.NodeKey;
import io.nodecore.control.node.key.Secrets;
import io.nodecore.journal.Multipliers;
import io.nodecore.nodeconfig.NodeProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The entry point for commands about nodes, for every transport. */
public final class NodeIntake {

    /** @param authKey shown only once; only its hash is stored */
    public record Registration(long nodeId, String authKey) {}

    /**
     * @param authKey shown only once; only its hash is stored
     * @param oldKeysEnd the latest time at which the previous keys become invalid
     */
    record RotatedKey(String authKey, Instant oldKeysEnd) {}

    private final DecisionLog<ControlFact> journal;
    private final NodeTable nodes;
    private final KeyTable keys;
    private final CodeTable codes;
    private final NodeLinks links;
    private final KeySettings settings;

    public NodeIntake(
            DecisionLog<ControlFact> journal,
            NodeTable nodes,
            KeyTable keys,
            CodeTable codes,
            NodeLinks links,
            KeySettings settings) {
        this.journal = journal;
        this.nodes = nodes;
        this.keys = keys;
        this.codes = codes;
        this.links = links;
        this.settings = settings;
    }

    /**
     * Validates the profile that a node sends.
     *
     * @throws FailureException naming every invalid field
     */
    public static NodeProfile profile(
            @Nullable String name,
            @Nullable String ip,
            @Nullable Long port,
            @Nullable String region,
            @Nullable String domain) {
        return ProfileRules.profile(name, ip, port, region, domain);
    }

    public Registration register(String code, NodeProfile profile) {
        String authKey = Secrets.newAuthKey();
        long nodeId = journal.decide("node registered", now -> {
            Optional<RegistrationCode> known = codes.find(Secrets.codeHash(code));
            return NodeRegistrationRules.register(
                    known, redeemers(known), profile, nodes.nextId(), Sha256.of(authKey), now);
        });
        return new Registration(nodeId, authKey);
    }

    /** Returns the node of a key; the first use of a key announces it to every gateway. */
    public Optional<Long> findKey(Sha256 hash) {
        Optional<NodeKey> key = keys.find(hash);
        if (key.isEmpty() || key.get().announced()) {
            return key.map(NodeKey::nodeId);
        }
        return journal.decide(
                "key used for the first time",
                now -> keys.find(hash)
                        .map(KeyRules::use)
                        .map(use -> use.answering(Optional.of(use.answer())))
                        .orElseGet(() -> Decision.of(Optional.empty())));
    }

    /** @param graceSeconds how long the old keys stay valid, or null for the setting */
    RotatedKey rotateKey(long nodeId, @Nullable Long graceSeconds) {
        var violations = new Violations();
        Duration grace = graceSeconds == null
                ? settings.gracePeriod()
                : Duration.ofSeconds(violations.number(
                        "gracePeriodSeconds", graceSeconds, 0, KeySettings.LONGEST_GRACE.toSeconds()));
        violations.refuseIfAny();
        String authKey = Secrets.newAuthKey();
        return journal.decide("key rotated", now -> {
            requireNode(nodeId);
            return KeyRules.rotate(nodeId, keys.ofNode(nodeId), Sha256.of(authKey), now, grace)
                    .answering(new RotatedKey(authKey, now.plus(grace)));
        });
    }

    void revokeKey(long nodeId) {
        journal.decide("key revoked", now -> {
            requireNode(nodeId);
            return KeyRules.revoke(nodeId, keys.ofNode(nodeId));
        });
    }

    void change(long nodeId, UnaryOperator<NodeProfile> change) {
        journal.decide("node changed", now -> {
            NodeProfile before = requireNode(nodeId);
            NodeProfile after = change.apply(before);
            return after.equals(before)
                    ? Decision.of(nodeId)
                    : Decision.of(nodeId, new NodeFact.Changed(nodeId, after));
        });
    }

    void delete(long nodeId) {
        journal.decide("node deleted", now -> {
            requireNode(nodeId);
            List<ControlFact> facts =
                    new ArrayList<>(KeyRules.revoke(nodeId, keys.ofNode(nodeId)).facts());
            if (nodes.hasMultipliers(nodeId)) {
                facts.add(new NodeFact.MultipliersChanged(nodeId, Multipliers.ONE));
            }
            links.ofNode(nodeId).forEach(link -> facts.add(new LinkFact.Deleted(link)));
            facts.add(new NodeFact.Deleted(nodeId));
            return new Decision<>(nodeId, facts);
        });
    }

    private NodeProfile requireNode(long nodeId) {
        return nodes.find(nodeId)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("node", Long.toString(nodeId))));
    }

    private List<Redeemer> redeemers(Optional<RegistrationCode> code) {
        return code.stream()
                .flatMap(known -> known.nodeIds().stream())
                .flatMap(id -> nodes.find(id).map(profile -> new Redeemer(id, profile, keys.ofNode(id))).stream())
                .toList();
    }
}
