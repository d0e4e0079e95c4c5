package io.nodecore.nodeconfig.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.inbound.InboundDefaults;
import io.nodecore.nodeconfig.inbound.LinkSecrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The URIs of links against the published formats. */
class ShareUriTest {

    private static final UUID LINK = UUID.fromString("6f1b0c2e-9d0a-4b7e-8f57-0d5d1b1c9a01");
    private static final String PRIVATE = "-CjA4vGj8BsJk-Y9xYH0ms_g9VgXQlMoIaFdm459nkc";
    private static final String PUBLIC = "_KMcFRMLDc4WxF7xuGR088Sxgw4c1TrIs3CY553-_kg";
    private static final String REALITY = "'security': 'reality', 'realitySettings': {'privateKey': '" + PRIVATE
            + "', 'target': 'www.example.com:443', 'serverNames': ['www.example.com'], 'shortIds': ['0123', '']}";
    private static final String TLS =
            "'security': 'tls', 'tlsSettings': {'serverName': 'a.example', 'alpn': ['h2', 'http/1.1']}";

    @Test
    void vless_over_reality_has_the_public_key_and_never_the_private_one() {
        String uri = uri("vless", "'settings': {'flow': 'xtls-rprx-vision'}, 'streamSettings': {" + REALITY + "}");

        assertThat(uri)
                .isEqualTo("vless://" + LINK + "@node.example.com:443?encryption=none&flow=xtls-rprx-vision&type=tcp"
                        + "&security=reality&sni=www.example.com&fp=chrome&pbk=" + PUBLIC + "&sid=0123#ams%201%20in");
    }

    @Test
    void vless_over_websocket_and_xhttp_has_path_and_host() {
        assertThat(uri(
                        "vless",
                        "'streamSettings': {'network': 'ws', 'wsSettings': {'path': '/a b', 'host': 'cdn.example'}, "
                                + TLS + "}"))
                .contains(
                        "type=ws&security=tls&sni=a.example&fp=chrome&alpn=h2%2Chttp%2F1.1&path=%2Fa%20b&host=cdn.example");
        assertThat(uri(
                        "vless",
                        "'streamSettings': {'network': 'splithttp', 'splithttpSettings': {'path': '/x', 'extra': {'a': 1}}, "
                                + TLS + "}"))
                .contains("type=xhttp")
                .contains("&path=%2Fx&mode=auto&extra=%7B%22a%22%3A1%7D");
        assertThat(
                        uri(
                                "vless",
                                "'streamSettings': {'network': 'grpc', 'grpcSettings': {'serviceName': 's', 'multiMode': true}}"))
                .contains("type=grpc&security=none&serviceName=s&mode=multi");
    }

    @Test
    void vmess_is_base64_of_the_json_that_clients_read() {
        String uri = uri("vmess", "'streamSettings': {'network': 'ws', 'wsSettings': {'path': '/p'}, " + TLS + "}");

        JsonNode fields = CanonicalJson.json.readTree(Base64.getDecoder().decode(uri.substring("vmess://".length())));
        assertThat(fields.toString())
                .isEqualTo(("{'v':'2','ps':'ams 1 in','add':'node.example.com','port':'443','id':'" + LINK
                                + "','aid':'0','scy':'auto','net':'ws','type':'none','host':'','path':'/p','tls':'tls',"
                                + "'sni':'a.example','alpn':'h2,http/1.1','fp':'chrome'}")
                        .replace('\'', '"'));
    }

    @Test
    void trojan_has_its_password_before_the_host() {
        URI uri = URI.create(uri("trojan", "'streamSettings': {" + TLS + "}"));

        assertThat(uri.getScheme()).isEqualTo("trojan");
        assertThat(uri.getUserInfo()).isEqualTo(LinkSecrets.password("trojan", LINK));
        assertThat(uri.getHost()).isEqualTo("node.example.com");
        assertThat(uri.getQuery()).contains("security=tls").contains("sni=a.example");
    }

    @Test
    void shadowsocks_is_in_base64_with_the_classic_ciphers_and_escaped_with_the_2022_ones() {
        String classic = uri("shadowsocks", "'settings': {'method': 'aes-256-gcm'}");
        String user = classic.substring("ss://".length(), classic.indexOf('@'));
        assertThat(new String(Base64.getUrlDecoder().decode(user), StandardCharsets.UTF_8))
                .isEqualTo("aes-256-gcm:" + LinkSecrets.password("shadowsocks", LINK));
        assertThat(classic).endsWith("@node.example.com:443#ams%201%20in");

        String key = "MDEyMzQ1Njc4OWFiY2RlZg==";
        String modern =
                uri("shadowsocks", "'settings': {'method': '2022-blake3-aes-128-gcm', 'password': '" + key + "'}");
        assertThat(modern)
                .isEqualTo("ss://2022-blake3-aes-128-gcm:"
                        + ShareUri.encoded(key + ":" + LinkSecrets.key("2022-blake3-aes-128-gcm", LINK))
                        + "@node.example.com:443#ams%201%20in");
    }

    @Test
    void hysteria2_has_its_obfuscation() {
        assertThat(uri(
                        "hysteria2",
                        "'streamSettings': {'tlsSettings': {'serverName': 'a.example'}, 'finalmask': {'udp':"
                                + " [{'type': 'salamander', 'settings': {'password': 'p&q'}}]}}"))
                .isEqualTo("hysteria2://" + LinkSecrets.password("hysteria2", LINK)
                        + "@node.example.com:443/?sni=a.example&obfs=salamander&obfs-password=p%26q#ams%201%20in");
    }

    @Test
    void telegram_gets_a_plain_secret_or_one_that_imitates_tls() {
        String secret = LinkSecrets.secret(LINK);

        assertThat(uri("mtproto", "'settings': {}"))
                .isEqualTo("tg://proxy?server=node.example.com&port=443&secret=" + secret);
        assertThat(uri("mtproto", "'settings': {'tlsDomain': 'a.b'}")).endsWith("&secret=ee" + secret + "612e62");
    }

    @Test
    void socks_and_http_have_user_and_password() {
        String credentials = LINK + ":" + LinkSecrets.password("socks", LINK);

        assertThat(uri("socks", "'settings': {}"))
                .isEqualTo("socks5://" + credentials + "@node.example.com:443#ams%201%20in");
        assertThat(uri("http", "'streamSettings': {" + TLS + "}")).startsWith("https://" + LINK + ":");
    }

    @Test
    void a_node_without_a_domain_is_named_by_its_address() {
        NodeProfile node = new NodeProfile("n", "2001:db8::1", 1, "r", null);

        assertThat(uri("vless", "'port': '8443,9000-9010'", node))
                .startsWith("vless://" + LINK + "@[2001:db8::1]:8443?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'listen': '/run/a.sock'", "'listen': '@a'", "'listen': '127.0.0.1'", "'port': 'env:P'"})
    void an_inbound_that_no_client_reaches_has_no_connection(String rest) {
        assertThat(connection("vless", rest, node())).isNull();
    }

    private static NodeProfile node() {
        return new NodeProfile("ams 1", "192.0.2.1", 1, "r", "node.example.com");
    }

    private static String uri(String protocol, String rest) {
        return uri(protocol, rest, node());
    }

    private static String uri(String protocol, String rest, NodeProfile node) {
        LinkConnection connection = connection(protocol, rest, node);
        assertThat(connection).isNotNull();
        String json = CanonicalJson.json.valueToTree(connection).toString();
        assertThat(json).doesNotContain(PRIVATE);
        return ShareUri.of(connection, node.name() + " in");
    }

    private static @Nullable LinkConnection connection(String protocol, String rest, NodeProfile node) {
        String port = rest.contains("'port'") ? "" : "'port': 443, ";
        String text = "{'tag': 'in', 'protocol': '" + protocol + "', " + port + rest + "}";
        ObjectNode inbound = (ObjectNode) CanonicalJson.json.readTree(text.replace('\'', '"'));
        VpnProtocol kind = VpnProtocol.of(protocol).orElseThrow();
        InboundDefaults.fill(inbound, kind);
        return ConnectionRules.connection(inbound, node, kind, LINK).orElse(null);
    }
}
