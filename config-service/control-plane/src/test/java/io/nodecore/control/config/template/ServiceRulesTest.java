package io.nodecore.control.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.inbound.Inbound;
import io.nodecore.nodeconfig.template.CheckedTemplates;
import io.nodecore.nodeconfig.template.Renames;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceRulesTest {

    private static final ServiceTemplates BEFORE = new ServiceTemplates("{\"before\":1}");
    private static final ServiceTemplates AFTER = new ServiceTemplates("{\"after\":1}");
    private static final NodeProtocol A = new NodeProtocol(1, 7, "a", VpnProtocol.VLESS);
    private static final NodeProtocol B = new NodeProtocol(2, 7, "b", VpnProtocol.TROJAN);
    private static final Link ON_A = new Link(1, new UUID(1, 1), 5, A.id(), 7);
    private static final Link ON_B = new Link(2, new UUID(2, 2), 5, B.id(), 7);

    @Test
    void an_inbound_keeps_its_id_while_its_tag_stays_and_the_links_of_a_removed_one_end() {
        var wanted = new CheckedTemplates(
                AFTER,
                List.of(new Inbound("c", VpnProtocol.VMESS), new Inbound("a", VpnProtocol.VLESS)),
                Renames.NONE,
                List.of());

        ServiceChange decision = ServiceRules.change(7, BEFORE, List.of(A, B), List.of(ON_A, ON_B), wanted, () -> 3);

        List<NodeProtocol> protocols = List.of(new NodeProtocol(3, 7, "c", VpnProtocol.VMESS), A);
        assertThat(decision.protocols()).isEqualTo(protocols);
        assertThat(decision.facts())
                .containsExactly(new LinkFact.Deleted(ON_B), new NodeFact.ServicesChanged(7, AFTER, protocols));
    }

    @Test
    void the_same_templates_again_change_nothing() {
        var wanted = new CheckedTemplates(
                BEFORE,
                List.of(new Inbound("a", VpnProtocol.VLESS), new Inbound("b", VpnProtocol.TROJAN)),
                Renames.NONE,
                List.of());

        ServiceChange decision = ServiceRules.change(7, BEFORE, List.of(A, B), List.of(ON_A), wanted, () -> 3);

        assertThat(decision.protocols()).containsExactly(A, B);
        assertThat(decision.facts()).isEmpty();
    }

    @Test
    void a_renamed_inbound_keeps_its_id_and_its_links() {
        ServiceChange change =
                change(Map.of("a", "c"), new Inbound("c", VpnProtocol.VLESS), new Inbound("b", VpnProtocol.TROJAN));

        assertThat(change.protocols()).containsExactly(new NodeProtocol(1, 7, "c", VpnProtocol.VLESS), B);
        assertThat(change.keptLinks()).isEqualTo(Map.of("b", 1L, "c", 1L));
        assertThat(change.lostLinks()).isEmpty();
        assertThat(change.facts()).containsExactly(new NodeFact.ServicesChanged(7, AFTER, change.protocols()));
    }

    @Test
    void two_inbounds_may_exchange_their_tags() {
        ServiceChange change = change(
                Map.of("a", "b", "b", "a"), new Inbound("a", VpnProtocol.TROJAN), new Inbound("b", VpnProtocol.VLESS));

        assertThat(change.protocols())
                .containsExactly(
                        new NodeProtocol(2, 7, "a", VpnProtocol.TROJAN),
                        new NodeProtocol(1, 7, "b", VpnProtocol.VLESS));
        assertThat(change.lostLinks()).isEmpty();
    }

    @Test
    void a_rename_that_was_made_before_is_ignored() {
        ServiceChange change =
                change(Map.of("old", "a"), new Inbound("a", VpnProtocol.VLESS), new Inbound("b", VpnProtocol.TROJAN));

        assertThat(change.protocols()).containsExactly(A, B);
    }

    @Test
    void an_inbound_that_becomes_wireguard_loses_its_links_and_one_that_becomes_mtproto_keeps_them() {
        ServiceChange change =
                change(Map.of(), new Inbound("a", VpnProtocol.WIREGUARD), new Inbound("b", VpnProtocol.MTPROTO));

        assertThat(change.lostLinks()).isEqualTo(Map.of("a", 1L));
        assertThat(change.keptLinks()).isEqualTo(Map.of("b", 1L));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "c, d, renames.c, \"the node has no inbound 'c'\"",
                "a, d, renames.a, \"the services have no inbound 'd'\"",
                "a, b, renames.a, \"'b' is the tag of another inbound of the node\"",
            })
    void a_rename_that_can_not_be_made_is_refused(String old, String renamed, String field, String message) {
        var refusal = catchThrowableOfType(
                FailureException.class, () -> change(Map.of(old, renamed), new Inbound("b", VpnProtocol.TROJAN)));

        assertThat(((Failure.Invalid) refusal.failure()).violations()).containsExactly(new Violation(field, message));
    }

    private static ServiceChange change(Map<String, String> renames, Inbound... inbounds) {
        return ServiceRules.change(
                7,
                BEFORE,
                List.of(A, B),
                List.of(ON_A, ON_B),
                new CheckedTemplates(AFTER, List.of(inbounds), new Renames(renames), List.of()),
                () -> 3);
    }
}
