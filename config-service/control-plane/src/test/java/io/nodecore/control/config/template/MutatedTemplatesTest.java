package io.nodecore.control.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.config.generator.NodeConfigGenerator;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.template.CheckedTemplates;
import io.nodecore.nodeconfig.template.TemplateRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Templates with a member or two changed at random: each is refused with violations, or makes a config. */
class MutatedTemplatesTest {

    private static final int MUTATIONS = 10_000;
    private static final Path CASES = Path.of("src", "test", "resources", "xray-cases");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e3",
            "70000",
            "99999999999999999999",
            "''",
            "' '",
            "'a'",
            "'443'",
            "'1-2'",
            "','",
            "'-'",
            "'/'",
            "'@'",
            "'env:A'",
            "'none'",
            "'tls'",
            "'reality'",
            "'hysteria'",
            "'vless'",
            "'2022-blake3-aes-128-gcm'",
            "'regexp:('",
            "'geoip:'",
            "'[::1]:x'",
            "[]",
            "[null]",
            "[1]",
            "['a']",
            "[{}]",
            "{}",
            "{'a': null}",
            "{'tag': 'in'}");

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void no_template_makes_the_rules_or_the_generator_fail() throws IOException {
        List<JsonNode> originals = originals();
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            JsonNode template = originals.get(random.nextInt(originals.size())).deepCopy();
            for (int change = random.nextInt(2); change >= 0; change--) {
                mutate(template);
            }
            accepted += isAccepted(template) ? 1 : 0;
        }

        assertThat(accepted).as("seed %d", seed).isBetween(MUTATIONS / 20, MUTATIONS * 9 / 10);
    }

    private boolean isAccepted(JsonNode template) {
        try {
            Optional<CheckedTemplates> checked = checked(template.deepCopy());
            if (checked.isEmpty()) {
                return false;
            }
            List<NodeProtocol> protocols = new ArrayList<>();
            checked.get()
                    .inbounds()
                    .forEach(inbound -> protocols.add(
                            new NodeProtocol(protocols.size() + 1, 1, inbound.tag(), inbound.protocol())));
            NodeConfigGenerator.content(checked.get().templates(), protocols, List.of());
            JsonNode kept =
                    CanonicalJson.json.readTree(checked.get().templates().json());
            assertThat(checked(kept).map(CheckedTemplates::templates))
                    .as("seed %d: %s is accepted as it is kept", seed, kept)
                    .contains(checked.get().templates());
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + template + " failed", e);
        }
    }

    private static Optional<CheckedTemplates> checked(JsonNode template) {
        try {
            return Optional.of(TemplateRules.check(template));
        } catch (FailureException refused) {
            return Optional.empty();
        }
    }

    private void mutate(JsonNode root) {
        List<JsonNode> places = new ArrayList<>();
        collect(root, places);
        switch (places.get(random.nextInt(places.size()))) {
            case ObjectNode object
            when !object.isEmpty() -> {
                List<String> names = List.copyOf(object.propertyNames());
                String name = names.get(random.nextInt(names.size()));
                switch (random.nextInt(4)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.set(name.toUpperCase(Locale.ROOT), object.remove(name));
                    default -> object.set(name, value());
                }
            }
            case ArrayNode array ->
                array.add(
                        array.isEmpty() || random.nextBoolean()
                                ? value()
                                : array.get(0).deepCopy());
            case JsonNode _ -> {}
        }
    }

    private JsonNode value() {
        return CanonicalJson.json.readTree(
                VALUES.get(random.nextInt(VALUES.size())).replace('\'', '"'));
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(inner -> collect(inner, places));
        }
    }

    private static List<JsonNode> originals() throws IOException {
        List<JsonNode> originals = new ArrayList<>();
        for (String name : XrayCasesTest.names()) {
            originals.add(CanonicalJson.json.readTree(Files.readString(CASES.resolve(name + ".json"))));
        }
        return originals;
    }
}
