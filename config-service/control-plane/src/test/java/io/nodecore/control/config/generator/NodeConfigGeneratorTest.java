package io.nodecore.control.config.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.control.config.revision.PublishedRevision;
import io.nodecore.control.config.revision.RevisionRules;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.link.LinkTable.ServedLink;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.VpnProtocol;
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
    void what_a_template_leaves_out_and_xray_insists_on_is_filled_in() {
        assertThat(settings(VpnProtocol.VLESS, "{}").get("decryption").stringValue())
                .isEqualTo("none");
        JsonNode shadowsocks = settings(VpnProtocol.SHADOWSOCKS, "{}");
        assertThat(shadowsocks.at("/clients/0/method").stringValue())
                .isEqualTo(shadowsocks.get("method").stringValue())
                .isEqualTo("chacha20-ietf-poly1305");

        JsonNode hysteria = inbound(VpnProtocol.HYSTERIA2, "{}");
        assertThat(hysteria.get("protocol").stringValue()).as("Xray's word").isEqualTo("hysteria");
        assertThat(hysteria.get("streamSettings").toString())
                .isEqualTo(quoted(
                        "{'hysteriaSettings':{'version':2},'network':'hysteria','security':'tls','tlsSettings':{}}"));
        JsonNode client = hysteria.at("/settings/clients/0");
        assertThat(client.get("auth")).isEqualTo(client.get("password"));
    }

    @Test
    void the_flow_of_a_client_that_the_template_lists_is_the_flow_of_every_client() {
        JsonNode settings = settings(
                VpnProtocol.VLESS, "{'clients': [{'id': 'somebody', 'flow': 'xtls-rprx-vision'}], 'users': []}");

        assertThat(settings.at("/clients/0/flow").stringValue()).isEqualTo("xtls-rprx-vision");
        assertThat(settings.has("users")).isFalse();
    }

    @Test
    void xray_counts_every_user_inbound_and_outbound_unless_the_operator_says_otherwise() {
        JsonNode xray = xray("{'xray': {'inbounds': []}}");
        assertThat(xray.get("stats").toString()).isEqualTo("{}");
        assertThat(xray.get("policy").toString())
                .isEqualTo(quoted(
                        "{'levels':{'0':{'statsUserDownlink':true,'statsUserOnline':true,'statsUserUplink':true}},"
                                + "'system':{'statsInboundDownlink':true,'statsInboundUplink':true,"
                                + "'statsOutboundDownlink':true,'statsOutboundUplink':true}}"));

        JsonNode said = xray(
                "{'xray': {'inbounds': [{'settings': {'userLevel': 3}}], 'policy': {'system': {'statsInboundUplink': false},"
                        + " 'levels': {'0': {'connIdle': 60, 'statsUserOnline': false}, '7': {}}}}}");
        assertThat(said.at("/policy/system/statsInboundUplink").booleanValue()).isFalse();
        assertThat(said.at("/policy/levels/0/connIdle").intValue()).isEqualTo(60);
        assertThat(said.at("/policy/levels/0/statsUserOnline").booleanValue()).isFalse();
        assertThat(said.at("/policy/levels/0/statsUserUplink").booleanValue()).isTrue();
        assertThat(said.at("/policy/levels/7/statsUserUplink").booleanValue()).isTrue();
        assertThat(said.at("/policy/levels/3/statsUserUplink").booleanValue()).isTrue();
    }

    @Test
    void what_xray_would_open_to_everybody_listens_on_the_loopback_while_it_has_no_link() {
        String template = "{'xray':{'inbounds':[{'tag':'a','port':1,'protocol':'http','listen':'::'},"
                + "{'tag':'b','port':1,'protocol':'socks','listen':'10.0.0.1'},"
                + "{'tag':'c','port':2,'protocol':'hysteria2'},"
                + "{'tag':'d','port':3,'protocol':'shadowsocks','settings':{'method':'2022-blake3-aes-128-gcm'}},"
                + "{'tag':'e','port':4,'protocol':'vless'}]}}";
        List<NodeProtocol> protocols = List.of(
                new NodeProtocol(1, NODE, "a", VpnProtocol.HTTP),
                new NodeProtocol(2, NODE, "b", VpnProtocol.SOCKS),
                new NodeProtocol(3, NODE, "c", VpnProtocol.HYSTERIA2),
                new NodeProtocol(4, NODE, "d", VpnProtocol.SHADOWSOCKS),
                new NodeProtocol(5, NODE, "e", VpnProtocol.VLESS));

        NodeContent closed = NodeConfigGenerator.content(new ServiceTemplates(quoted(template)), protocols, List.of());
        NodeContent open = NodeConfigGenerator.content(
                new ServiceTemplates(quoted(template)),
                protocols,
                protocols.stream()
                        .map(protocol -> new ServedLink(
                                new Link(protocol.id(), new UUID(1, protocol.id()), 9, protocol.id(), NODE), 42))
                        .toList());

        assertThat(listens(closed)).containsExactly("127.1.0.1", "127.1.0.2", "127.1.0.3", "127.1.0.4", "");
        assertThat(listens(open)).containsExactly("::", "10.0.0.1", "", "", "");
        assertThat(JsonMapper.shared().readTree(closed.services()).findValuesAsString("auth"))
                .as("without clients Xray insists on a password of the transport")
                .contains("nobody");
    }

    private static List<String> listens(NodeContent content) {
        List<String> listens = new ArrayList<>();
        JsonMapper.shared()
                .readTree(content.services())
                .at("/xray/inbounds")
                .forEach(inbound -> listens.add(inbound.path("listen").asString("")));
        return listens;
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

    private static JsonNode xray(String templates) {
        String services = NodeConfigGenerator.content(new ServiceTemplates(quoted(templates)), List.of(), List.of())
                .services();
        return JsonMapper.shared().readTree(services).get("xray");
    }

    private static JsonNode settings(VpnProtocol protocol, String template) {
        return inbound(protocol, template).get("settings");
    }

    private static JsonNode inbound(VpnProtocol protocol, String template) {
        var templates =
                new ServiceTemplates(quoted("{'xray':{'inbounds':[{'tag':'t','port':1,'protocol':'%s','settings':%s}]}}"
                        .formatted(protocol.word(), template)));
        NodeContent content = content(templates, protocol);
        return JsonMapper.shared().readTree(content.services()).at("/xray/inbounds/0");
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
