package io.nodecore.control.config.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.control.config.generator.NodeConfigGenerator;
import io.nodecore.control.config.revision.ConfigDifference.InboundLinks;
import io.nodecore.control.config.revision.ConfigDifference.Owned;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.link.LinkTable.ServedLink;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.nodeconfig.difference.JsonChange;
import io.nodecore.nodeconfig.difference.JsonDifference;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDifferenceTest {

    private static final String TEMPLATES = """
        {'xray': {'inbounds': [{'tag': 'vless', 'port': 443, 'protocol': 'vless'},
                               {'tag': 'http', 'port': 80, 'protocol': 'http'}]},
         'mtproto': {'inbounds': [{'tag': 'tg', 'port': 3128}]}}
        """;
    private static final List<NodeProtocol> PROTOCOLS = List.of(
            new NodeProtocol(1, 7, "vless", VpnProtocol.VLESS),
            new NodeProtocol(2, 7, "http", VpnProtocol.HTTP),
            new NodeProtocol(3, 7, "tg", VpnProtocol.MTPROTO));

    @Test
    void links_are_told_by_inbound_with_their_user_and_subscription() {
        NodeContent before = content(TEMPLATES, link(1, 1), link(2, 2), link(3, 3));
        NodeContent after = content(TEMPLATES, link(1, 1), link(4, 1), link(5, 2), link(3, 3), link(6, 3));

        ConfigDifference difference = ConfigDifference.between(before, after, 100);

        assertThat(difference.links())
                .containsExactly(
                        new InboundLinks("http", 1, 1, List.of(owned(5)), List.of(owned(2))),
                        new InboundLinks("tg", 1, 0, List.of(owned(6)), List.of()),
                        new InboundLinks("vless", 1, 0, List.of(owned(4)), List.of()));
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.summary()).isEqualTo("links: 3 added, 1 removed; services: 0 changed");
        assertThat(difference.lines())
                .contains("- http: link " + uuid(2) + " of user 102, subscription 202")
                .contains("+ tg: link " + uuid(6) + " of user 106, subscription 206");
        assertThat(ConfigDifference.between(before, before, 100).lines()).isEmpty();
    }

    @Test
    void of_many_links_the_first_are_told_and_all_are_counted() {
        NodeContent after = content(
                TEMPLATES, IntStream.range(0, 1_000).mapToObj(i -> link(i, 1)).toArray(ServedLink[]::new));

        InboundLinks links =
                ConfigDifference.between(content(TEMPLATES), after, 10).links().getFirst();

        assertThat(links.added()).isEqualTo(1_000);
        assertThat(links.addedLinks()).hasSize(10).startsWith(owned(0), owned(1));
    }

    @Test
    void the_first_revision_differs_from_the_empty_one_by_everything() {
        ConfigDifference difference = ConfigDifference.between(NodeContent.EMPTY, content(TEMPLATES, link(1, 1)), 100);

        assertThat(difference.links()).extracting(InboundLinks::added).containsExactly(1);
        assertThat(difference.changes()).extracting(JsonChange::path).containsExactly("/mtproto", "/xray");
        assertThat(difference.changes()).extracting(JsonChange::op).containsOnly("add");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'a': 1}                             | {'a': 1}                              | ",
                "{'a': 1}                             | {'a': 2}                              | ~ /a: 1 → 2",
                "{'a': 1}                             | {}                                    | - /a: 1",
                "{}                                   | {'a/b': {'c': 1}}                     | + /a~1b: {'c':1}",
                "{'a': {'b': [1, 2]}}                 | {'a': {'b': [1, 3]}}                  | ~ /a/b: [1,2] → [1,3]",
                "{'a': [{'tag': 'x', 'p': 1}, {'tag': 'y'}]} | {'a': [{'tag': 'y'}, {'tag': 'z'}]} | - /a/x:"
                        + " {'tag':'x','p':1};+ /a/z: {'tag':'z'}",
                "{'a': [{'tag': 'x', 'p': 1}]}        | {'a': [{'tag': 'x', 'p': 2}]}         | ~ /a/x/p: 1 → 2",
                "{'a': [{'tag': 'x'}, {'tag': 'y'}]}  | {'a': [{'tag': 'y'}, {'tag': 'x'}]}   | ~ /a: ['x','y'] →"
                        + " ['y','x']",
                "{'a': [{'r': 1}, {'r': 2}]}          | {'a': [{'r': 1}, {'r': 3}]}           | ~ /a/1/r: 2 → 3",
                "{'a': [{'r': 1}, {'r': 2}]}          | {'a': [{'r': 0}, {'r': 1}, {'r': 2}]} | + /a/0: {'r':0}",
                "{'a': [{'r': 1}, {'r': 2}, {'r': 3}]} | {'a': [{'r': 1}, {'r': 3}]}          | - /a/1: {'r':2}",
                "{'a': []}                            | {'a': {}}                             | ~ /a: [] → {}",
            })
    void a_change_is_told_as_near_to_the_leaf_as_it_can_be(
            String before, String after, @org.jspecify.annotations.Nullable String lines) {
        String told = JsonDifference.between(
                        CanonicalJson.json.readTree(quoted(before)), CanonicalJson.json.readTree(quoted(after)))
                .stream()
                .map(JsonChange::line)
                .reduce((one, other) -> one + ";" + other)
                .orElse("");

        assertThat(told).isEqualTo(lines == null ? "" : quoted(lines));
    }

    private static NodeContent content(String templates, ServedLink... links) {
        return NodeConfigGenerator.content(
                new ServiceTemplates(quoted(templates)),
                PROTOCOLS,
                Stream.of(links).toList());
    }

    private static ServedLink link(int n, long protocol) {
        return new ServedLink(new Link(n, UUID.fromString(uuid(n)), 200 + n, protocol, 7), 100 + n);
    }

    private static Owned owned(int n) {
        return new Owned(uuid(n), 100 + n, 200 + n);
    }

    private static String uuid(int n) {
        return new UUID(7, n).toString();
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
