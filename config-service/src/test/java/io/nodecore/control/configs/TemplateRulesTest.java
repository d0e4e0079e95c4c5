package io.nodecore.control.configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nodecore.control.facts.VpnProtocol;
import io.nodecore.control.failures.Failure;
import io.nodecore.control.failures.FailureException;
import io.nodecore.control.failures.Violation;
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
                "{'xray': {'outbounds': [{'tag': 'd'}, {'tag': 'd'}]}}                 | xray.outbounds[1].tag",
                "{'xray': {'routing': []}}                                             | xray.routing",
                "{'xray': {'log': 'a\\u0000b'}}                                        | ",
            })
    void what_xray_would_refuse_is_refused_at_its_field(String body, @org.jspecify.annotations.Nullable String field) {
        assertThat(violations(body)).extracting(Violation::field).containsExactly(field == null ? "" : field);
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
