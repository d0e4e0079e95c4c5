package io.nodecore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema of NodeConfig and its parts: what the examples have is valid, and what Xray insists on is insisted on. */
class NodeConfigSchemaTest {

    private static final Path CONFIG = Path.of("config");
    private static final Path EXAMPLES = Path.of("examples");
    private static final String PREFIX = "urn:nodecore:config:";
    private static final Map<String, String> TEXTS = texts();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(TEXTS));
    private static final Schema NODE_CONFIG = SCHEMAS.getSchema(SchemaLocation.of(PREFIX + "node-config"));

    @Test
    void a_schema_is_named_as_its_file_and_says_its_dialect() {
        Schema dialect = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        TEXTS.forEach((id, text) -> {
            JsonNode schema = JsonMapper.shared().readTree(text);
            assertThat(schema.path("$id").asString()).isEqualTo(id);
            assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(dialect.validate(schema)).as(id).isEmpty();
        });
    }

    @Test
    void every_example_is_a_template_and_the_config_that_came_of_it() throws IOException {
        assertThat(names(EXAMPLES, ".template.json")).hasSizeGreaterThan(10).isEqualTo(names(EXAMPLES, ".config.json"));
    }

    static List<String> examples() throws IOException {
        return names(EXAMPLES, ".config.json");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_config_of_every_example_is_valid(String name) throws IOException {
        assertThat(violations(example(name))).isEmpty();
    }

    @Test
    void the_config_of_a_node_without_any_is_valid() {
        assertThat(violations(JsonMapper.shared().readTree("""
            {"revision": 0, "clientMap": {}, "mtprotoClientMap": {}, "services": {}}
            """))).isEmpty();
    }

    /** The example without the member at the pointer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trojan           | /revision",
                "trojan           | /clientMap",
                "trojan           | /mtprotoClientMap",
                "trojan           | /services",
                "trojan           | /services/xray/inbounds",
                "trojan           | /services/xray/outbounds",
                "trojan           | /services/xray/routing",
                "trojan           | /services/xray/stats",
                "trojan           | /services/xray/policy",
                "trojan           | /services/xray/policy/levels/0",
                "trojan           | /services/xray/policy/levels/0/statsUserOnline",
                "trojan           | /services/xray/policy/system/statsOutboundUplink",
                "trojan           | /services/xray/outbounds/0/protocol",
                "trojan           | /services/xray/routing/rules/0/outboundTag",
                "whole-node       | /services/xray/routing/balancers/0/selector",
                "trojan           | /services/xray/inbounds/0/tag",
                "trojan           | /services/xray/inbounds/0/port",
                "trojan           | /services/xray/inbounds/0/protocol",
                "trojan           | /services/xray/inbounds/0/settings/clients",
                "trojan           | /services/xray/inbounds/0/settings/clients/0/password",
                "trojan           | /services/xray/inbounds/0/settings/clients/0/email",
                "trojan           | /services/xray/inbounds/0/settings/fallbacks/0/dest",
                "trojan           | /services/xray/inbounds/0/streamSettings/tlsSettings",
                "trojan           | /services/xray/inbounds/0/streamSettings/tlsSettings/certificates",
                "trojan           | /services/xray/inbounds/0/streamSettings/tlsSettings/certificates/0/keyFile",
                "vless-reality    | /services/xray/inbounds/0/settings/decryption",
                "vless-reality    | /services/xray/inbounds/0/settings/clients/0/id",
                "vless-reality    | /services/xray/inbounds/0/streamSettings/realitySettings",
                "vless-reality    | /services/xray/inbounds/0/streamSettings/realitySettings/target",
                "vless-reality    | /services/xray/inbounds/0/streamSettings/realitySettings/privateKey",
                "vless-reality    | /services/xray/inbounds/0/streamSettings/realitySettings/serverNames",
                "vless-reality    | /services/xray/inbounds/0/streamSettings/realitySettings/shortIds",
                "vmess-websocket  | /services/xray/inbounds/0/settings/clients/0/id",
                "shadowsocks      | /services/xray/inbounds/0/settings/method",
                "shadowsocks      | /services/xray/inbounds/0/settings/clients/0/method",
                "shadowsocks-2022 | /services/xray/inbounds/0/settings/password",
                "hysteria2        | /services/xray/inbounds/0/settings/version",
                "hysteria2        | /services/xray/inbounds/0/settings/clients/0/auth",
                "hysteria2        | /services/xray/inbounds/0/streamSettings",
                "hysteria2        | /services/xray/inbounds/0/streamSettings/hysteriaSettings",
                "hysteria2        | /services/xray/inbounds/0/streamSettings/network",
                "wireguard        | /services/xray/inbounds/0/settings/secretKey",
                "socks            | /services/xray/inbounds/0/settings/auth",
                "http             | /services/xray/inbounds/0/settings/accounts",
                "mtproto          | /services/mtproto/inbounds",
                "mtproto          | /services/mtproto/inbounds/0/settings/users/0/username",
                "mtproto          | /services/mtproto/inbounds/0/settings/users/0/secret",
            })
    void what_is_required_may_not_be_absent(String name, String pointer) throws IOException {
        ObjectNode config = example(name);
        int last = pointer.lastIndexOf('/');
        ObjectNode owner = (ObjectNode) config.at(pointer.substring(0, last));
        assertThat(owner.remove(pointer.substring(last + 1)))
                .as("the example has it")
                .isNotNull();

        assertThat(violations(config)).isNotEmpty();
    }

    /** The example with another value at the pointer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trojan           | /revision                                        | -1",
                "trojan           | /services/xray/inbounds/0/port                   | 70000",
                "trojan           | /services/xray/inbounds/0/protocol               | \"hysteria2\"",
                "trojan           | /services/xray/inbounds/0/settings/users         | []",
                "trojan           | /services/xray/inbounds/0/streamSettings/network | \"quic\"",
                "trojan           | /services/xray/inbounds/0/streamSettings/security | \"xtls\"",
                "trojan           | /services/xray/transport                         | {}",
                "vless-reality    | /services/xray/inbounds/0/settings/clients/0/id  | \"x\"",
                "vless-reality    | /services/xray/inbounds/0/settings/clients/0/flow | \"xtls-rprx-direct\"",
                "vless-reality    | /services/xray/inbounds/0/streamSettings/realitySettings/shortIds/0 | \"abc\"",
                "shadowsocks      | /services/xray/inbounds/0/settings/method        | \"none\"",
                "shadowsocks-2022 | /services/xray/inbounds/0/settings/password      | \"c2hvcnQ=\"",
                "shadowsocks-2022 | /services/xray/inbounds/0/settings/clients/0/method | \"aes-128-gcm\"",
                "socks            | /services/xray/inbounds/0/settings/auth          | \"noauth\"",
                "http             | /services/xray/inbounds/0/settings/accounts      | []",
                "mtproto          | /services/mtproto/inbounds/0/settings/users/0/secret | \"ABC\"",
            })
    void what_xray_would_refuse_is_no_config(String name, String pointer, String value) throws IOException {
        ObjectNode config = example(name);
        int last = pointer.lastIndexOf('/');
        JsonNode other = JsonMapper.shared().readTree(value);
        switch (config.at(pointer.substring(0, last))) {
            case ObjectNode owner -> owner.set(pointer.substring(last + 1), other);
            case ArrayNode owner -> owner.set(Integer.parseInt(pointer.substring(last + 1)), other);
            default -> throw new AssertionError("the example has no " + pointer);
        }

        assertThat(violations(config)).isNotEmpty();
    }

    private static List<Error> violations(JsonNode config) {
        return NODE_CONFIG.validate(config);
    }

    private static ObjectNode example(String name) throws IOException {
        return (ObjectNode) JsonMapper.shared().readTree(Files.readString(EXAMPLES.resolve(name + ".config.json")));
    }

    private static List<String> names(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> texts() {
        try {
            return names(CONFIG, ".schema.json").stream()
                    .collect(Collectors.toMap(PREFIX::concat, NodeConfigSchemaTest::read, (a, b) -> a));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) {
        try {
            return Files.readString(CONFIG.resolve(name + ".schema.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
