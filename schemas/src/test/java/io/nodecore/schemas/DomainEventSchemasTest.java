package io.nodecore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DomainEventSchemasTest {

    /** The types of the contract, and {@code subscription.limit-lifted}. */
    static final List<String> TYPES = List.of(
            "user.online",
            "user.offline",
            "node.registered",
            "node.online",
            "node.offline",
            "node.error",
            "node.config-published",
            "node.config-applied",
            "subscription.limit-reached",
            "subscription.limit-warning",
            "subscription.limit-lifted",
            "subscription.reset",
            "subscription.expired");

    private static final Path EVENTS = Path.of("events");
    private static final String SUFFIX = ".schema.json";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void every_type_of_the_contract_has_a_schema_and_no_other_has() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            TYPES.stream().map(type -> type + SUFFIX).toList());
        }
    }

    @ParameterizedTest
    @FieldSource("TYPES")
    void a_schema_names_its_type_and_its_dialect(String type) throws IOException {
        JsonNode schema = read(type);

        assertThat(schema.path("title").asString()).isEqualTo(type);
        assertThat(schema.path("$id").asString()).isEqualTo("urn:nodecore:event:" + type);
        assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @ParameterizedTest
    @FieldSource("TYPES")
    void its_examples_are_valid(String type) throws IOException {
        JsonNode schema = read(type);

        assertThat(schema.path("examples")).isNotEmpty();
        for (JsonNode example : schema.path("examples")) {
            assertThat(violations(schema, example)).isEmpty();
        }
    }

    /** Readers may rely on every property: absent is not a way to say null. */
    @ParameterizedTest
    @FieldSource("TYPES")
    void every_property_is_required(String type) throws IOException {
        JsonNode schema = read(type);

        for (String property : schema.path("properties").propertyNames()) {
            ObjectNode example = example(schema);
            example.remove(property);
            assertThat(violations(schema, example)).as("without " + property).hasSize(1);
        }
    }

    @ParameterizedTest
    @FieldSource("TYPES")
    void ids_are_numbers_from_one_and_times_are_iso_8601_with_an_offset(String type) throws IOException {
        JsonNode schema = read(type);

        for (String property : schema.path("properties").propertyNames()) {
            if (property.endsWith("Id")) {
                assertThat(violations(schema, example(schema).put(property, "42")))
                        .as(property)
                        .isNotEmpty();
                assertThat(violations(schema, example(schema).put(property, 0)))
                        .as(property)
                        .isNotEmpty();
            }
            if (property.equals("at") || property.endsWith("At")) {
                assertThat(violations(schema, example(schema).put(property, "2026-11-23T10:00:00")))
                        .as(property)
                        .isNotEmpty();
            }
        }
    }

    /** New properties may come: a reader that knows an older schema must not refuse them. */
    @ParameterizedTest
    @FieldSource("TYPES")
    void an_unknown_property_is_no_violation(String type) throws IOException {
        JsonNode schema = read(type);

        assertThat(violations(schema, example(schema).put("addedLater", true))).isEmpty();
    }

    private static JsonNode read(String type) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(EVENTS.resolve(type + SUFFIX)));
    }

    private static ObjectNode example(JsonNode schema) {
        return (ObjectNode) schema.path("examples").get(0).deepCopy();
    }

    private static List<Error> violations(JsonNode schema, JsonNode data) {
        Schema parsed = SCHEMAS.getSchema(schema);
        return parsed.validate(
                data, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
