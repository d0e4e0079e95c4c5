package io.nodecore.control.config.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.control.config.template.RandomTemplates;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.link.LinkTable.ServedLink;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.template.CheckedTemplates;
import io.nodecore.nodeconfig.template.TemplateRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every config. Seeds are drawn and told, so that a failure can be run again. */
class NodeConfigPropertiesTest {

    private static final long NODE = 7;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final RandomTemplates templates = new RandomTemplates(random);
    private final JsonNode given = templates.next();
    private final CheckedTemplates checked = checked(given);
    private final List<NodeProtocol> protocols = protocols();
    private final List<ServedLink> links = links();
    private final NodeContent content = NodeConfigGenerator.content(checked.templates(), protocols, links);

    @RepeatedTest(200)
    void it_is_valid_by_the_published_schema() {
        JsonNode config = NodeConfigSchema.config(1, content);

        assertThat(NodeConfigSchema.violations(config))
                .as("seed %d: %s", seed, config)
                .isEmpty();
    }

    @RepeatedTest(200)
    void the_clients_of_every_inbound_are_the_served_links_on_it_and_nobody_else() {
        Map<String, List<String>> expected = new TreeMap<>();
        protocols.forEach(protocol -> expected.put(protocol.tag(), new ArrayList<>()));
        links.forEach(served -> Objects.requireNonNull(expected.get(tag(served)))
                .add(served.link().uuid().toString()));
        Map<String, List<String>> actual = new TreeMap<>();
        inbounds().forEach((tag, inbound) -> {
            if (expected.containsKey(tag)) {
                actual.put(tag, new ArrayList<>());
                clients(inbound)
                        .forEach(client ->
                                Objects.requireNonNull(actual.get(tag)).add(name(client)));
            }
        });

        assertThat(actual).as("seed %d", seed).isEqualTo(expected);
        assertThat(actual.values().stream().flatMap(List::stream))
                .as("seed %d: a name counts for one link", seed)
                .doesNotHaveDuplicates();
        List<String> mapped = new ArrayList<>();
        mapped.addAll(CanonicalJson.json.readTree(content.clientMap()).propertyNames());
        mapped.addAll(CanonicalJson.json.readTree(content.mtprotoClientMap()).propertyNames());
        assertThat(mapped)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        actual.values().stream().flatMap(List::stream).toList());
    }

    @RepeatedTest(100)
    void it_depends_neither_on_the_order_of_members_nor_on_that_of_the_protocols() {
        List<NodeProtocol> others = new ArrayList<>(protocols);
        Collections.shuffle(others, random);
        CheckedTemplates shuffled = checked(templates.shuffled(given));

        assertThat(NodeConfigGenerator.content(shuffled.templates(), others, links))
                .as("seed %d", seed)
                .isEqualTo(content);
    }

    @RepeatedTest(100)
    void what_a_link_is_told_never_changes_whoever_else_comes_or_goes() {
        Map<String, JsonNode> before = secrets(content);
        List<ServedLink> fewer =
                links.stream().filter(link -> random.nextBoolean()).toList();

        Map<String, JsonNode> after = secrets(NodeConfigGenerator.content(checked.templates(), protocols, fewer));

        assertThat(after).as("seed %d", seed).hasSize(fewer.size());
        after.forEach((uuid, client) -> assertThat(client).as("seed %d", seed).isEqualTo(before.get(uuid)));
    }

    private CheckedTemplates checked(JsonNode body) {
        try {
            return TemplateRules.check(body);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + body + " was refused: " + e.getMessage(), e);
        }
    }

    private List<NodeProtocol> protocols() {
        List<NodeProtocol> found = new ArrayList<>();
        checked.inbounds()
                .forEach(inbound ->
                        found.add(new NodeProtocol(10 + found.size(), NODE, inbound.tag(), inbound.protocol())));
        return found;
    }

    private List<ServedLink> links() {
        List<ServedLink> served = new ArrayList<>();
        for (NodeProtocol protocol : protocols) {
            int count = protocol.protocol() == VpnProtocol.WIREGUARD ? 0 : random.nextInt(6);
            for (int i = 0; i < count; i++) {
                var uuid = new UUID(random.nextLong(), random.nextLong());
                served.add(new ServedLink(
                        new Link(served.size() + 1, uuid, 1 + random.nextInt(9), protocol.id(), NODE),
                        1 + random.nextInt(5)));
            }
        }
        return served;
    }

    private String tag(ServedLink served) {
        return protocols.stream()
                .filter(protocol -> protocol.id() == served.link().nodeProtocolId())
                .findFirst()
                .orElseThrow()
                .tag();
    }

    private Map<String, JsonNode> inbounds() {
        return inbounds(content);
    }

    private static Map<String, JsonNode> inbounds(NodeContent content) {
        Map<String, JsonNode> inbounds = new HashMap<>();
        CanonicalJson.json
                .readTree(content.services())
                .forEach(service -> service.path("inbounds")
                        .forEach(inbound -> inbounds.put(inbound.path("tag").asString(), inbound)));
        return inbounds;
    }

    private static List<JsonNode> clients(JsonNode inbound) {
        List<JsonNode> clients = new ArrayList<>();
        for (String list : List.of("clients", "accounts", "users")) {
            inbound.path("settings").path(list).forEach(clients::add);
        }
        return clients;
    }

    private static Map<String, JsonNode> secrets(NodeContent content) {
        Map<String, JsonNode> secrets = new HashMap<>();
        inbounds(content)
                .values()
                .forEach(inbound -> clients(inbound).forEach(client -> secrets.put(name(client), (ObjectNode) client)));
        return secrets;
    }

    private static String name(JsonNode client) {
        return client.path("email").asString(client.path("username").asString(""));
    }
}
