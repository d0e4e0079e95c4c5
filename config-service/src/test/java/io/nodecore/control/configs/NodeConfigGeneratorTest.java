package io.nodecore.control.configs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.control.customers.LinkTable.ServedLink;
import io.nodecore.control.facts.Link;
import io.nodecore.control.facts.NodeContent;
import io.nodecore.control.facts.NodeProtocol;
import io.nodecore.control.facts.ServiceTemplates;
import io.nodecore.control.facts.VpnProtocol;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NodeConfigGeneratorTest {

    private static final UUID LINK = UUID.fromString("6f1b0c2e-9d0a-4b7e-8f57-0d5d1b1c9a01");
    private static final long NODE = 1;

    @Test
    void a_node_without_templates_has_the_content_of_revision_0() {
        assertThat(NodeConfigGenerator.content(ServiceTemplates.NONE, List.of(), List.of()))
                .isEqualTo(NodeContent.EMPTY);
    }

    @Test
    void a_vless_client_has_the_flow_of_its_template_and_nobody_else_is_let_in() {
        JsonNode settings = settings(
                VpnProtocol.VLESS,
                "{'decryption': 'none', 'flow': 'xtls-rprx-vision', 'clients': [{'id': 'somebody'}]}");

        assertThat(settings.toString())
                .isEqualTo(quoted("{'clients':[{'email':'%s','flow':'xtls-rprx-vision','id':'%s'}],'decryption':'none'}"
                        .formatted(LINK, LINK)));
    }

    @Test
    void a_vmess_client_has_its_id() {
        assertThat(settings(VpnProtocol.VMESS, "{}").toString())
                .isEqualTo(quoted("{'clients':[{'email':'%s','id':'%s'}]}".formatted(LINK, LINK)));
    }

    @Test
    void passwords_differ_per_protocol_and_never_change() {
        String trojan =
                settings(VpnProtocol.TROJAN, "{}").at("/clients/0/password").stringValue();
        String hysteria =
                settings(VpnProtocol.HYSTERIA2, "{}").at("/clients/0/password").stringValue();

        assertThat(trojan).isNotEqualTo(hysteria).hasSize(43);
        assertThat(settings(VpnProtocol.TROJAN, "{}").at("/clients/0/password").stringValue())
                .isEqualTo(trojan);
    }

    @Test
    void shadowsocks_clients_have_keys_of_the_length_that_their_cipher_wants() {
        JsonNode classic =
                settings(VpnProtocol.SHADOWSOCKS, "{'method': 'aes-256-gcm'}").at("/clients/0");
        assertThat(classic.get("method").stringValue()).isEqualTo("aes-256-gcm");

        JsonNode of128 = settings(VpnProtocol.SHADOWSOCKS, "{'method': '2022-blake3-aes-128-gcm'}")
                .at("/clients/0");
        JsonNode of256 = settings(VpnProtocol.SHADOWSOCKS, "{'method': '2022-blake3-aes-256-gcm'}")
                .at("/clients/0");
        assertThat(of128.has("method")).isFalse();
        assertThat(Base64.getDecoder().decode(of128.get("password").stringValue()))
                .hasSize(16);
        assertThat(Base64.getDecoder().decode(of256.get("password").stringValue()))
                .hasSize(32);
    }

    @Test
    void a_socks_inbound_is_never_open() {
        JsonNode settings = settings(VpnProtocol.SOCKS, "{'auth': 'noauth'}");

        assertThat(settings.get("auth").stringValue()).isEqualTo("password");
        assertThat(settings.at("/accounts/0/user").stringValue()).isEqualTo(LINK.toString());
    }

    @Test
    void a_telemt_user_has_32_hex_digits_and_stands_in_its_own_map() {
        NodeContent content = content(
                new ServiceTemplates(quoted("{'mtproto':{'inbounds':[{'tag':'t','port':1}]}}")), VpnProtocol.MTPROTO);

        JsonNode user = JsonMapper.shared().readTree(content.services()).at("/mtproto/inbounds/0/settings/users/0");
        assertThat(user.get("username").stringValue()).isEqualTo(LINK.toString());
        assertThat(user.get("secret").stringValue()).matches("[0-9a-f]{32}");
        assertThat(content.clientMap()).isEqualTo("{}");
        assertThat(content.mtprotoClientMap())
                .isEqualTo(quoted("{'%s':{'subscriptionId':9,'userId':42}}".formatted(LINK)));
    }

    /** Seeds are drawn and told, so that a failure can be run again. */
    @RepeatedTest(50)
    void every_email_is_unique_and_maps_to_its_owner_and_equal_input_gives_equal_text() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        List<NodeProtocol> protocols = new ArrayList<>();
        StringBuilder inbounds = new StringBuilder();
        VpnProtocol[] kinds = {VpnProtocol.VLESS, VpnProtocol.VMESS, VpnProtocol.TROJAN, VpnProtocol.HTTP};
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            VpnProtocol kind = kinds[random.nextInt(kinds.length)];
            protocols.add(new NodeProtocol(i + 1, NODE, "t" + i, kind));
            inbounds.append(i == 0 ? "" : ",")
                    .append(quoted("{'tag':'t%d','port':%d,'protocol':'%s'}".formatted(i, i + 1, kind.word())));
        }
        var templates = new ServiceTemplates("{\"xray\":{\"inbounds\":[" + inbounds + "]}}");
        List<ServedLink> links = new ArrayList<>();
        for (int i = 0; i < random.nextInt(30); i++) {
            long protocol = 1 + random.nextInt(protocols.size());
            links.add(new ServedLink(
                    new Link(i, new UUID(random.nextLong(), random.nextLong()), 1 + random.nextInt(5), protocol, NODE),
                    1 + random.nextInt(5)));
        }

        NodeContent content = NodeConfigGenerator.content(templates, protocols, links);

        JsonNode services = JsonMapper.shared().readTree(content.services());
        List<String> emails = services.findValuesAsString("email");
        assertThat(emails).as("seed %d", seed).hasSize(links.size()).doesNotHaveDuplicates();
        Set<String> mapped =
                new HashSet<>(JsonMapper.shared().readTree(content.clientMap()).propertyNames());
        assertThat(mapped).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(emails);
        List<NodeProtocol> shuffled = new ArrayList<>(protocols);
        Collections.shuffle(shuffled, random);
        assertThat(NodeConfigGenerator.content(templates, shuffled, List.copyOf(links)))
                .as("seed %d", seed)
                .isEqualTo(content);
        if (!links.isEmpty()) {
            assertThat(NodeConfigGenerator.content(templates, protocols, links.subList(1, links.size())))
                    .as("seed %d", seed)
                    .isNotEqualTo(content);
        }
    }

    @Test
    void a_revision_follows_only_from_other_content() {
        NodeContent content = content(new ServiceTemplates("{\"xray\":{\"inbounds\":[]}}"), VpnProtocol.VLESS);
        var latest = new PublishedRevision(4, content, "before", null);

        assertThat(RevisionRules.next(NODE, latest, content, "nothing new")).isEmpty();
        assertThat(RevisionRules.next(NODE, latest, NodeContent.EMPTY, "all removed"))
                .hasValueSatisfying(next -> assertThat(next.revision()).isEqualTo(5));
        assertThat(RevisionRules.next(NODE, PublishedRevision.NONE, NodeContent.EMPTY, "still nothing"))
                .isEmpty();
    }

    private static JsonNode settings(VpnProtocol protocol, String template) {
        var templates =
                new ServiceTemplates(quoted("{'xray':{'inbounds':[{'tag':'t','port':1,'protocol':'%s','settings':%s}]}}"
                        .formatted(protocol.word(), template)));
        NodeContent content = content(templates, protocol);
        return JsonMapper.shared().readTree(content.services()).at("/xray/inbounds/0/settings");
    }

    private static NodeContent content(ServiceTemplates templates, VpnProtocol protocol) {
        return NodeConfigGenerator.content(
                templates,
                List.of(new NodeProtocol(5, NODE, "t", protocol)),
                List.of(new ServedLink(new Link(1, LINK, 9, 5, NODE), 42)));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
