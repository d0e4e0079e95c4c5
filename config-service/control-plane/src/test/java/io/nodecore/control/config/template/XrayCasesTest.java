package io.nodecore.control.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import io.nodecore.control.config.generator.NodeConfigGenerator;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.inbound.Inbound;
import io.nodecore.nodeconfig.template.CheckedTemplates;
import io.nodecore.nodeconfig.template.TemplateRules;
import io.nodecore.nodeconfig.xray.reading.Findings.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Configs with what Xray does with them. {@code NAME.json} is the body of a PUT of services; {@code NAME.expect.json} has the verdict,
 * the fields that are refused, and where Xray's source says so. Those that begin with {@code given-} come from bug reports, those that
 * begin with {@code example-} from the server files of XTLS/Xray-examples.
 */
class XrayCasesTest {

    private static final Path CASES = Path.of("src", "test", "resources", "xray-cases");
    private static final String EXPECTATION = ".expect.json";

    private record Verdict(List<String> refused, Optional<CheckedTemplates> checked) {}

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXPECTATION))
                    .map(name -> name.substring(0, name.length() - EXPECTATION.length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_config_has_the_verdict_of_xray(String name) throws IOException {
        JsonNode expected = read(name + EXPECTATION);
        Verdict verdict = verdict(read(name + ".json"));

        switch (expected.path("expect").asString()) {
            case "refuse" -> {
                assertThat(verdict.refused()).as(reason(expected)).isNotEmpty();
                if (expected.has("fields")) {
                    assertThat(verdict.refused()).as(reason(expected)).isEqualTo(texts(expected.path("fields")));
                }
            }
            case "accept", "refuse-or-mend" ->
                accepted(expected, verdict.refused(), verdict.checked().orElse(null));
            default -> throw new AssertionError(name + " has no verdict");
        }
    }

    @Test
    void there_are_more_than_sixty_cases_of_our_own() throws IOException {
        assertThat(names().stream().filter(name -> !name.startsWith("given-"))).hasSizeGreaterThan(60);
    }

    private static void accepted(
            JsonNode expected, List<String> refused, @org.jspecify.annotations.Nullable CheckedTemplates checked) {
        assertThat(refused).as(reason(expected)).isEmpty();
        assertThat(checked).isNotNull();
        JsonNode services = services(checked);
        for (String tag : expected.path("protocols").propertyNames()) {
            assertThat(checked.inbounds())
                    .filteredOn(inbound -> inbound.tag().equals(tag))
                    .extracting(inbound -> inbound.protocol().word())
                    .containsExactly(expected.path("protocols").path(tag).asString());
        }
        assertThat(checked.inbounds().stream().map(Inbound::tag).filter(texts(expected.path("noProtocol"))::contains))
                .isEmpty();
        if (expected.has("warnings")) {
            assertThat(checked.warnings()).extracting(Warning::field).containsAll(texts(expected.path("warnings")));
        }
        for (JsonNode mended : expected.path("mended")) {
            assertThat(at(services, mended.path("path").asString())).isNotEqualTo(mended.path("notEquals"));
        }
        for (JsonNode must : expected.path("must")) {
            if (must.has("contains")) {
                assertThat(at(services, must.path("path").asString()))
                        .as(reason(expected))
                        .anySatisfy(element -> assertThat(includes(element, must.path("contains")))
                                .isTrue());
            }
        }
    }

    private static boolean includes(JsonNode whole, JsonNode part) {
        return part.isObject()
                ? part.propertyNames().stream().allMatch(name -> includes(whole.path(name), part.path(name)))
                : whole.equals(part);
    }

    /** Such as {@code xray.inbounds[tag=in].settings}. */
    private static JsonNode at(JsonNode root, String path) {
        JsonNode found = root;
        for (String step : path.split("\\.")) {
            int bracket = step.indexOf("[tag=");
            found = found.path(bracket < 0 ? step : step.substring(0, bracket));
            if (bracket >= 0) {
                String tag = step.substring(bracket + "[tag=".length(), step.length() - 1);
                found = found.valueStream()
                        .filter(element -> element.path("tag").asString("").equals(tag))
                        .findFirst()
                        .orElseThrow();
            }
        }
        return found;
    }

    private static JsonNode services(CheckedTemplates checked) {
        List<NodeProtocol> protocols = new ArrayList<>();
        checked.inbounds()
                .forEach(inbound ->
                        protocols.add(new NodeProtocol(protocols.size() + 1, 1, inbound.tag(), inbound.protocol())));
        return CanonicalJson.json.readTree(NodeConfigGenerator.content(checked.templates(), protocols, List.of())
                .services());
    }

    private static Verdict verdict(JsonNode body) {
        try {
            return new Verdict(List.of(), Optional.of(TemplateRules.check(body)));
        } catch (FailureException refusal) {
            List<Violation> violations = ((Failure.Invalid) refusal.failure()).violations();
            return new Verdict(violations.stream().map(Violation::field).toList(), Optional.empty());
        }
    }

    private static String reason(JsonNode expected) {
        return expected.path("source").asString() + ": "
                + expected.path("reason").asString();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static JsonNode read(String file) throws IOException {
        return CanonicalJson.json.readTree(Files.readString(CASES.resolve(file)));
    }
}
