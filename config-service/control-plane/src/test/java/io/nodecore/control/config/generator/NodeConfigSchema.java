package io.nodecore.control.config.generator;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nodecore.control.fact.NodeContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published schema of NodeConfig, from the jar of the module {@code schemas}. */
public final class NodeConfigSchema {

    private static final String PREFIX = "urn:nodecore:config:";
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(NodeConfigSchema::text))
            .getSchema(SchemaLocation.of(PREFIX + "node-config"));

    private NodeConfigSchema() {}

    public static List<Error> violations(JsonNode config) {
        return SCHEMA.validate(config);
    }

    public static JsonNode config(int revision, NodeContent content) {
        ObjectNode config = (ObjectNode) JsonMapper.shared().readTree(content.json());
        config.put("revision", revision);
        return config;
    }

    private static @org.jspecify.annotations.Nullable String text(String iri) {
        if (!iri.startsWith(PREFIX)) {
            return null;
        }
        String file = "/schemas/config/" + iri.substring(PREFIX.length()) + ".schema.json";
        try (InputStream text = Objects.requireNonNull(NodeConfigSchema.class.getResourceAsStream(file), file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
