package io.nodecore.control.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.node.NodeRegistrationRules.Redeemer;
import io.nodecore.control.node.key.NodeKey;
import io.nodecore.nodeconfig.NodeProfile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NodeRegistrationRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Sha256 CODE = Sha256.of("code");
    private static final Sha256 OLD_KEY = Sha256.of("old key");
    private static final Sha256 NEW_KEY = Sha256.of("new key");
    private static final NodeProfile AMS = new NodeProfile("ams-1", "203.0.113.1", 8080, "eu-west", null);
    private static final NodeProfile FRA = new NodeProfile("fra-1", "203.0.113.2", 8080, "eu-west", null);

    @Test
    void a_new_node_uses_the_code_and_gets_a_key() {
        Decision<ControlFact, Long> decision = register(code(1), List.of(), AMS);

        assertThat(decision.answer()).isEqualTo(7);
        assertThat(decision.facts())
                .containsExactly(
                        new CodeFact.Redeemed(code(1, 7L), 7),
                        new NodeFact.Registered(7, AMS),
                        new NodeFact.KeyIssued(7, NEW_KEY));
    }

    @Test
    void the_same_node_before_its_first_call_keeps_its_id_and_its_old_key_is_replaced() {
        Decision<ControlFact, Long> decision = register(code(1, 3L), List.of(redeemer(3, AMS, false)), AMS);

        assertThat(decision.answer()).isEqualTo(3);
        assertThat(decision.facts())
                .containsExactly(new NodeFact.KeyRevoked(3, OLD_KEY), new NodeFact.KeyIssued(3, NEW_KEY));
    }

    @Test
    void the_same_node_with_another_region_is_still_the_same_node() {
        var moved = new NodeProfile("ams-1", "203.0.113.1", 8080, "eu-north", "ams.example.org");

        assertThat(register(code(1, 3L), List.of(redeemer(3, AMS, false)), moved)
                        .answer())
                .isEqualTo(3);
    }

    @Test
    void after_its_first_call_a_node_can_not_use_the_code_again() {
        refused(() -> register(code(1, 3L), List.of(redeemer(3, AMS, true)), AMS), new Failure.CodeUsed());
    }

    @Test
    void a_node_whose_key_was_revoked_can_not_come_back_by_its_old_code() {
        refused(() -> register(code(1, 3L), List.of(new Redeemer(3, AMS, List.of())), AMS), new Failure.CodeUsed());
    }

    @Test
    void another_node_can_not_use_a_used_code() {
        refused(() -> register(code(1, 3L), List.of(redeemer(3, AMS, false)), FRA), new Failure.CodeUsed());
    }

    @Test
    void a_code_for_several_nodes_lets_in_as_many_as_it_says() {
        assertThat(register(code(2, 3L), List.of(redeemer(3, AMS, true)), FRA).answer())
                .isEqualTo(7);
        refused(() -> register(code(2, 3L, 4L), List.of(redeemer(3, AMS, true)), FRA), new Failure.CodeUsed());
    }

    @Test
    void a_code_whose_node_was_deleted_stays_used() {
        refused(() -> register(code(1, 3L), List.of(), AMS), new Failure.CodeUsed());
    }

    @Test
    void unknown_and_expired_codes_are_refused_alike() {
        refused(
                () -> NodeRegistrationRules.register(Optional.empty(), List.of(), AMS, 7, NEW_KEY, NOW),
                new Failure.CodeInvalid());
        var expired = new RegistrationCode(CODE, 1, NOW, List.of());
        refused(
                () -> NodeRegistrationRules.register(Optional.of(expired), List.of(), AMS, 7, NEW_KEY, NOW),
                new Failure.CodeInvalid());
    }

    private static Decision<ControlFact, Long> register(
            RegistrationCode code, List<Redeemer> redeemers, NodeProfile profile) {
        return NodeRegistrationRules.register(Optional.of(code), redeemers, profile, 7, NEW_KEY, NOW);
    }

    private static RegistrationCode code(int maxUses, Long... nodeIds) {
        return new RegistrationCode(CODE, maxUses, NOW.plusSeconds(1), List.of(nodeIds));
    }

    private static Redeemer redeemer(long nodeId, NodeProfile profile, boolean announced) {
        return new Redeemer(nodeId, profile, List.of(new NodeKey(OLD_KEY, nodeId, announced, null)));
    }

    private static void refused(ThrowingCallable registration, Failure failure) {
        assertThatThrownBy(registration)
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refusal -> assertThat(refusal.failure()).isEqualTo(failure));
    }
}
