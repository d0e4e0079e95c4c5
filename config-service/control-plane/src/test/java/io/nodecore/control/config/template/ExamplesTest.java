package io.nodecore.control.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.control.config.generator.NodeConfigGenerator;
import io.nodecore.control.config.generator.NodeConfigSchema;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.link.LinkTable.ServedLink;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.inbound.Inbound;
import io.nodecore.nodeconfig.template.CheckedTemplates;
import io.nodecore.nodeconfig.template.TemplateRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published examples: a template, and the config that comes of it with two links on each inbound. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("..", "..", "schemas", "examples");
    private static final String TEMPLATE = ".template.json";

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(TEMPLATE))
                    .map(name -> name.substring(0, name.length() - TEMPLATE.length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_template_makes_the_config_that_stands_beside_it(String name) throws IOException {
        CheckedTemplates checked = TemplateRules.check(read(name + TEMPLATE));
        List<NodeProtocol> protocols = new ArrayList<>();
        List<ServedLink> links = new ArrayList<>();
        for (Inbound inbound : checked.inbounds()) {
            var protocol = new NodeProtocol(protocols.size() + 1, 1, inbound.tag(), inbound.protocol());
            protocols.add(protocol);
            if (inbound.protocol() != VpnProtocol.WIREGUARD) {
                links.add(link(protocol, 1));
                links.add(link(protocol, 2));
            }
        }

        NodeContent content = NodeConfigGenerator.content(checked.templates(), protocols, links);

        JsonNode config = NodeConfigSchema.config(1, content);
        assertThat(config).isEqualTo(read(name + ".config.json"));
        assertThat(NodeConfigSchema.violations(config)).isEmpty();
    }

    @Test
    void there_is_an_example_of_every_protocol() throws IOException {
        Set<VpnProtocol> shown = EnumSet.noneOf(VpnProtocol.class);
        for (String name : names()) {
            TemplateRules.check(read(name + TEMPLATE)).inbounds().forEach(inbound -> shown.add(inbound.protocol()));
        }

        assertThat(shown).containsExactlyInAnyOrder(VpnProtocol.values());
    }

    /** User 42 has subscription 9, user 43 has subscription 10. */
    private static ServedLink link(NodeProtocol protocol, int n) {
        UUID uuid = UUID.fromString("6f1b0c2e-9d0a-4b7e-8f57-%012x".formatted(16 * protocol.id() + n));
        return new ServedLink(new Link(2 * protocol.id() + n, uuid, 8 + n, protocol.id(), 1), 41 + n);
    }

    private static JsonNode read(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(EXAMPLES.resolve(file)));
    }
}
