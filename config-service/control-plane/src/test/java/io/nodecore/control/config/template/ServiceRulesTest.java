package io.nodecore.control.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.control.config.generator.Inbound;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.NodeProtocol;
import io.nodecore.control.fact.ServiceTemplates;
import io.nodecore.control.fact.VpnProtocol;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
                AFTER, List.of(new Inbound("c", VpnProtocol.VMESS), new Inbound("a", VpnProtocol.VLESS)));

        Decision<ControlFact, List<NodeProtocol>> decision =
                ServiceRules.change(7, BEFORE, List.of(A, B), List.of(ON_A, ON_B), wanted, () -> 3);

        List<NodeProtocol> protocols = List.of(new NodeProtocol(3, 7, "c", VpnProtocol.VMESS), A);
        assertThat(decision.answer()).isEqualTo(protocols);
        assertThat(decision.facts())
                .containsExactly(new LinkFact.Deleted(ON_B), new NodeFact.ServicesChanged(7, AFTER, protocols));
    }

    @Test
    void the_same_templates_again_change_nothing() {
        var wanted = new CheckedTemplates(
                BEFORE, List.of(new Inbound("a", VpnProtocol.VLESS), new Inbound("b", VpnProtocol.TROJAN)));

        Decision<ControlFact, List<NodeProtocol>> decision =
                ServiceRules.change(7, BEFORE, List.of(A, B), List.of(ON_A), wanted, () -> 3);

        assertThat(decision.answer()).containsExactly(A, B);
        assertThat(decision.facts()).isEmpty();
    }
}
