package io.nodecore.nodeconfig.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.inbound.Inbound;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateRulesTest {

    private static final String VLESS = "{'tag': 'a', 'port': 443, 'protocol': 'vless'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[]                                                                    | ",
                "{'xray': []}                                                          | xray",
                "{'xray': {'inbounds': {}}}                                            | xray.inbounds",
                "{'xray': {'inbounds': [1]}}                                           | xray.inbounds[0]",
                "{'xray': {'inbounds': [{'port': 1, 'protocol': 'vless'}]}}            | xray.inbounds[0].tag",
                "{'xray': {'inbounds': [{'tag': ' ', 'port': 1, 'protocol': 'vless'}]}}  | xray.inbounds[0].tag",
                "{'xray': {'inbounds': [{'tag': 5, 'port': 1, 'protocol': 'vless'}]}}  | xray.inbounds[0].tag",
                "{'xray': {'inbounds': [{'tag': 'a', 'protocol': 'vless'}]}}           | xray.inbounds[0].port",
                "{'xray': {'inbounds': [{'tag': 'a', 'port': 0, 'protocol': 'vless'}]}} | xray.inbounds[0].port",
                "{'xray': {'inbounds': [{'tag': 'a', 'port': 65536, 'protocol': 'vless'}]}} | xray.inbounds[0].port",
                "{'xray': {'inbounds': [{'tag': 'a', 'port': 1.5, 'protocol': 'vless'}]}} | xray.inbounds[0].port",
                "{'xray': {'inbounds': [{'tag': 'a', 'port': '9-8', 'protocol': 'vless'}]}} | xray.inbounds[0].port",
                "{'xray': {'inbounds': [{'tag': 'a', 'port': 1}]}}                     | xray.inbounds[0].protocol",
                "{'xray': {'inbounds': [{'tag': 'a', 'port': 1, 'protocol': 'ftp'}]}}  | xray.inbounds[0].protocol",
                "{'xray': {'inbounds': [{'tag': 'a', 'port': 1, 'protocol': 'mtproto'}]}} | xray.inbounds[0].protocol",
                "{'mtproto': {'inbounds': [{'tag': 'a', 'port': 1, 'protocol': 'vless'}]}} | mtproto.inbounds[0].protocol",
                "{'xray': {'inbounds': [{'tag': 'a', 'port': 1, 'protocol': 'vless', 'settings': 1}]}} | xray.inbounds[0].settings",
                "{'xray': {'outbounds': [1]}}                                          | xray.outbounds[0]",
                "{'xray': {'outbounds': [{'tag': 'd', 'protocol': 'freedom'}, {'tag': 'd', 'protocol': 'dns'}]}} | xray.outbounds[1].tag",
                "{'xray': {'outbounds': [{'tag': 'd'}]}}                               | xray.outbounds[0].protocol",
                "{'xray': {'outbounds': [{'tag': 'd', 'protocol': 'ftp'}]}}            | xray.outbounds[0].protocol",
                "{'xray': {'transport': {'kcpSettings': {}}}}                          | xray.transport",
                "{'xray': {'stats': true}}                                             | xray.stats",
                "{'xray': {'policy': {'levels': {'one': {}}}}}                         | xray.policy.levels.one",
                "{'xray': {'policy': {'levels': {'0': true}}}}                         | xray.policy.levels.0",
                "{'xray': {'policy': {'system': []}}}                                  | xray.policy.system",
                "{'xray': {'routing': {'rules': [{'domain': ['a']}]}}}                 | xray.routing.rules[0].outboundTag",
                "{'xray': {'routing': {'rules': [{'balancerTag': 'b'}]}}}              | xray.routing.rules[0].balancerTag",
                "{'xray': {'routing': {'balancers': [{'tag': 'b'}]}}}                  | xray.routing.balancers[0].selector",
                "{'xray': {'routing': {'balancers': [{'selector': ['a']}]}}}           | xray.routing.balancers[0].tag",
                "{'xray': {'routing': []}}                                             | xray.routing",
                "{'xray': {'remarks': 'a\\u0000b'}}                                    | ",
            })
    void what_xray_would_refuse_is_refused_at_its_field(String body, @org.jspecify.annotations.Nullable String field) {
        assertThat(violations(body)).extracting(Violation::field).containsExactly(field == null ? "" : field);
    }

    /** The rest of an inbound, and the field of it that is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "vless       | 'listen': 'example.com'                                    | listen",
                "vless       | 'port': '443,x'                                            | port",
                "vless       | 'port': '443,70000'                                        | port",
                "vless       | 'sniffing': {'destOverride': ['smtp']}                     | sniffing.destOverride",
                "vless       | 'settings': {'decryption': 'aes'}                          | settings.decryption",
                "vless       | 'settings': {'decryption': 5}                              | settings.decryption",
                "vless       | 'settings': {'flow': 'xtls-rprx-direct'}                   | settings.flow",
                "vless       | 'settings': {'clients': [{'id': '6f1b0c2e-9d0a-4b7e-8f57-0d5d1b1c9a0'}]} | settings.clients[0].id",
                "vless       | 'settings': {'clients': [{'id': ''}]}                      | settings.clients[0].id",
                "vless       | 'settings': {'clients': [{'id': 'a', 'flow': 'x'}]}        | settings.clients[0].flow",
                "vless       | 'settings': {'fallbacks': [{}]}                            | settings.fallbacks[0].dest",
                "vless       | 'settings': {'fallbacks': [{'dest': 'nowhere'}]}           | settings.fallbacks[0].dest",
                "vless       | 'settings': {'fallbacks': [{'dest': 80, 'path': 'a'}]}     | settings.fallbacks[0].path",
                "trojan      | 'settings': {'fallbacks': [{'dest': 80, 'xver': 3}]}       | settings.fallbacks[0].xver",
                "vmess       | 'settings': {'users': [{'id': '6f1b0c2e-9d0a-4b7e-8f57-0d5d1b1c9a0g'}]} | settings.users[0].id",
                "shadowsocks | 'settings': {'method': 'rc4'}                              | settings.method",
                "shadowsocks | 'settings': {'method': 'none'}                             | settings.method",
                "shadowsocks | 'settings': {'method': '2022-blake3-chacha20-poly1305', 'password': 'x'} | settings.method",
                "shadowsocks | 'settings': {'method': '2022-blake3-aes-128-gcm'}          | settings.password",
                "shadowsocks | 'settings': {'method': '2022-blake3-aes-256-gcm', 'password': 'MDEyMzQ1Njc4OWFiY2RlZg=='} | settings.password",
                "shadowsocks | 'settings': {'method': '2022-blake3-aes-128-gcm', 'password': 'not base64'} | settings.password",
                "hysteria2   | 'settings': {'version': 1}                                 | settings.version",
                "hysteria2   | 'streamSettings': {'network': 'raw', 'security': 'none'}   | streamSettings.network",
                "hysteria2   | 'streamSettings': {'network': 'hysteria', 'security': 'none'} | streamSettings.security",
                "hysteria2   | 'streamSettings': {'tlsSettings': {}}                      | streamSettings.tlsSettings.certificates",
                "hysteria2   | 'streamSettings': {'hysteriaSettings': {'version': 1}}     | streamSettings.hysteriaSettings.version",
                "wireguard   | 'settings': {}                                             | settings.secretKey",
                "wireguard   | 'settings': {'secretKey': 'MDEyMzQ1Njc4OWFiY2RlZg=='}      | settings.secretKey",
                "vless       | 'streamSettings': []                                       | streamSettings",
                "vless       | 'streamSettings': {'network': 'h2'}                        | streamSettings.network",
                "vless       | 'streamSettings': {'network': 5}                           | streamSettings.network",
                "vless       | 'streamSettings': {'method': 'quic'}                       | streamSettings.method",
                "vless       | 'streamSettings': {'security': 'xtls'}                     | streamSettings.security",
                "vless       | 'streamSettings': {'security': 'tls'}                      | streamSettings.tlsSettings.certificates",
                "vless       | 'streamSettings': {'security': 'tls', 'tlsSettings': {'certificates': []}} | streamSettings.tlsSettings.certificates",
                "vless       | 'streamSettings': {'security': 'tls', 'tlsSettings': {'certificates': [{'keyFile': 'k'}]}} | streamSettings.tlsSettings.certificates[0].certificateFile",
                "vless       | 'streamSettings': {'security': 'tls', 'tlsSettings': {'certificates': [{'certificateFile': 'c'}]}} | streamSettings.tlsSettings.certificates[0].keyFile",
                "vless       | 'streamSettings': {'security': 'reality'}                  | streamSettings.realitySettings",
                "vless       | 'streamSettings': {'network': 'xhttp', 'xhttpSettings': {'mode': 'fast'}} | streamSettings.xhttpSettings.mode",
                "vless       | 'streamSettings': {'network': 'httpupgrade', 'httpupgradeSettings': {'headers': {'Host': 'a'}}} | streamSettings.httpupgradeSettings.headers",
                "vless       | 'streamSettings': {'network': 'tcp', 'tcpSettings': {'header': {'type': 'ftp'}}} | streamSettings.tcpSettings.header.type",
            })
    void what_xray_would_refuse_of_an_inbound_is_refused_at_its_field(String protocol, String rest, String field) {
        String port = rest.contains("'port'") ? "" : "'port': 443, ";

        assertThat(violations("{'xray': {'inbounds': [{'tag': 'a', 'protocol': '%s', %s%s}]}}"
                        .formatted(protocol, port, rest)))
                .extracting(Violation::field)
                .containsExactly("xray.inbounds[0]." + field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'privateKey': '%s'                | 'privateKey': ''                | privateKey",
                "'privateKey': '%s'                | 'privateKey': '%s='             | privateKey",
                "'privateKey': '%s'                | 'privateKey': 'c2hvcnQ'         | privateKey",
                "'dest': 'www.example.com:443'     | 'dest': 'www.example.com'       | dest",
                "'dest': 'www.example.com:443'     | 'other': 1                      | target",
                "'serverNames': ['www.example.com'] | 'serverNames': []              | serverNames",
                "'shortIds': ['', '0123abcd']      | 'shortIds': []                  | shortIds",
                "'shortIds': ['', '0123abcd']      | 'shortIds': ['abc']             | shortIds[0]",
                "'shortIds': ['', '0123abcd']      | 'shortIds': ['00112233445566778'] | shortIds[0]",
                "'xver': 0                         | 'xver': 3                       | xver",
                "'minClientVer': '25.9.11'         | 'minClientVer': '25.9.11.1'     | minClientVer",
                "'maxClientVer': '26'              | 'maxClientVer': '256.1'         | maxClientVer",
                "'mldsa65Seed': ''                 | 'mldsa65Seed': '%s'             | mldsa65Seed",
            })
    void what_reality_lacks_is_refused_at_its_field(String right, String wrong, String field) {
        String key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";
        String reality = ("'privateKey': '%s', 'dest': 'www.example.com:443', 'serverNames': ['www.example.com'],"
                + " 'shortIds': ['', '0123abcd'], 'xver': 0, 'minClientVer': '25.9.11', 'maxClientVer': '26', 'mldsa65Seed': ''");
        String inbound = "{'xray': {'inbounds': [{'tag': 'a', 'port': 443, 'protocol': 'vless',"
                + " 'streamSettings': {'security': 'reality', 'realitySettings': {" + reality + "}}}]}}";

        assertThat(check(inbound.replace("%s", key)).inbounds()).hasSize(1);
        assertThat(violations(inbound.replace(right, wrong).replace("%s", key)))
                .extracting(Violation::field)
                .containsExactly("xray.inbounds[0].streamSettings.realitySettings." + field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "vless       | 'settings': null",
                "vless       | 'settings': {'clients': [], 'decryption': 'none'}, 'streamSettings': null",
                "vless       | 'settings': {'clients': [{'id': 'nickname'}, {'id': '6f1b0c2e9d0a4b7e8f570d5d1b1c9a01'}]}",
                "vless       | 'settings': {'decryption': 'mlkem768x25519plus.native.600s.MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY'}",
                "vless       | 'settings': {'fallbacks': [{'dest': 80}, {'dest': '@unix', 'path': '/a'}, {'dest': 'a:80', 'xver': 2}]}",
                "vless       | 'streamSettings': {'network': 'ws', 'wsSettings': {'headers': {'Host': 'a'}}}",
                "vless       | 'streamSettings': {'method': 'XHTTP', 'security': 'NONE'}",
                "vless       | 'sniffing': {'enabled': true, 'destOverride': 'http,tls'}",
                "vmess       | 'listen': '::'",
                "trojan      | 'settings': {'clients': [{'password': 'p'}]}",
                "shadowsocks | 'settings': {}",
                "shadowsocks | 'settings': {'method': 'AES-256-GCM', 'network': 'tcp,udp'}",
                "shadowsocks | 'settings': {'method': '2022-blake3-aes-128-gcm', 'password': 'MDEyMzQ1Njc4OWFiY2RlZg=='}",
                "hysteria2   | 'streamSettings': {}",
                "hysteria    | 'settings': {'version': 2}",
                "socks       | 'settings': {'udp': true}",
                "mixed       | 'settings': {}",
                "http        | 'settings': {}",
                "wireguard   | 'settings': {'secretKey': 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='}",
            })
    void what_xray_takes_or_the_generator_fills_in_is_not_refused(String protocol, String rest) {
        assertThat(check("{'xray': {'inbounds': [{'tag': 'a', 'port': '443,8000-8010', 'protocol': '%s', %s}],"
                                        .formatted(protocol, rest)
                                + " 'outbounds': [{'protocol': 'Freedom'}],"
                                + " 'routing': {'rules': [{'outboundTag': 'comes later', 'port': 80}, {'balancerTag': 'b', 'network': 'udp'}],"
                                + " 'balancers': [{'tag': 'b', 'selector': ['a']}]}}}")
                        .inbounds())
                .hasSize(1);
    }

    @Test
    void an_inbound_without_users_passes_through_and_becomes_no_node_protocol() {
        CheckedTemplates checked = check("""
                {'xray': {'inbounds': [
                    {'tag': 'api', 'listen': '127.0.0.1', 'port': 10085, 'protocol': 'dokodemo-door',
                     'settings': {'address': '127.0.0.1'}},
                    %s]}}
                """.formatted(VLESS));

        assertThat(checked.inbounds()).containsExactly(new Inbound("a", VpnProtocol.VLESS));
        assertThat(checked.templates().json()).contains("dokodemo-door");
        assertThat(violations("""
                {'xray': {'inbounds': [{'tag': 'api', 'port': 443, 'protocol': 'tunnel'}, %s]}}
                """.formatted(VLESS)))
                .extracting(Violation::field)
                .containsExactly("xray.inbounds[1].port");
    }

    @Test
    void tags_and_ports_are_unique_over_xray_and_telemt() {
        assertThat(violations("""
                {'xray': {'inbounds': [%s, {'tag': 'a', 'port': 444, 'protocol': 'trojan'}]},
                 'mtproto': {'inbounds': [{'tag': 'tg', 'port': '440-450'}]}}
                """.formatted(VLESS)))
                .extracting(Violation::field)
                .containsExactly("xray.inbounds[1].tag", "mtproto.inbounds[0].port");
    }

    @Test
    void one_number_may_be_a_tcp_and_a_udp_port_and_two_addresses_may_share_it() {
        CheckedTemplates checked = check("""
                {'xray': {'inbounds': [
                    {'tag': 'a', 'port': 443, 'protocol': 'vless', 'listen': '10.0.0.1'},
                    {'tag': 'b', 'port': '443', 'protocol': 'trojan', 'listen': '10.0.0.2'},
                    {'tag': 'c', 'port': 443, 'protocol': 'hysteria2'},
                    {'tag': 'd', 'protocol': 'vmess', 'listen': '@socket'}]}}
                """);

        assertThat(checked.inbounds())
                .containsExactly(
                        new Inbound("a", VpnProtocol.VLESS),
                        new Inbound("b", VpnProtocol.TROJAN),
                        new Inbound("c", VpnProtocol.HYSTERIA2),
                        new Inbound("d", VpnProtocol.VMESS));
    }

    @Test
    void everything_wrong_is_told_at_once_up_to_twenty() {
        String wrong = "{},".repeat(30);

        assertThat(violations("{'xray': {'inbounds': [" + wrong + VLESS + "]}}"))
                .hasSize(20);
    }

    @Test
    void templates_keep_what_only_xray_knows_in_canonical_order() {
        CheckedTemplates checked =
                check("{'xray': {'policy': {'z': 1, 'a': 2.50}, 'inbounds': [" + VLESS + "]}, 'unknown': 1}");

        assertThat(checked.templates().json())
                .isEqualTo("{\"xray\":{\"inbounds\":[{\"port\":443,\"protocol\":\"vless\",\"tag\":\"a\"}],"
                        + "\"outbounds\":[],\"policy\":{\"a\":2.50,\"z\":1},\"routing\":{}}}");
    }

    private static CheckedTemplates check(String body) {
        return TemplateRules.check(CanonicalJson.json.readTree(body.replace('\'', '"')));
    }

    private static List<Violation> violations(String body) {
        var refusal = catchThrowableOfType(FailureException.class, () -> check(body));
        assertThat(refusal).as("no violation in %s", body).isNotNull();
        return ((Failure.Invalid) refusal.failure()).violations();
    }
}
