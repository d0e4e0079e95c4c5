package io.nodecore.nodeconfig.xray.reading;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.nodecore.nodeconfig.inbound.InboundProtocols;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The types of Xray's members, from the published schema {@code xray-template}. */
public final class XrayShape {

    private static final String ID = "urn:nodecore:config:xray-template";
    private static final String FILE = "/schemas/config/xray-template.schema.json";
    private static final String TEXT = text();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry -> registry.schemas(iri -> iri.equals(ID) ? TEXT : null))
            .getSchema(SchemaLocation.of(ID));
    private static final MemberNames NAMES = MemberNames.of(JsonMapper.shared().readTree(TEXT));
    private static final int LONGEST_SHOWN = 60;

    private XrayShape() {}

    /** Renames members to the names in Xray's documentation: Xray reads names without regard to case. */
    public static ObjectNode named(TemplatePart xray) {
        return NAMES.named(xray);
    }

    /** Adds the violations that no rule has found yet. */
    public static void check(TemplatePart xray) {
        for (Error error : SCHEMA.validate(comparable(xray.json()))) {
            String field = xray.field() + path(error.getInstanceLocation());
            if (!xray.findings().isRefused(field)) {
                xray.findings().refuse(field, message(error));
            }
        }
        NAMES.refuseFractions(xray);
    }

    /** A copy without null members, in which the words that select a case of the schema are in lower case. */
    private static JsonNode comparable(ObjectNode xray) {
        ObjectNode copy = (ObjectNode) withoutNulls(xray);
        for (String list : new String[] {"inbounds", "outbounds"}) {
            for (JsonNode part : copy.path(list)) {
                if (part instanceof ObjectNode object && object.path("protocol").isString()) {
                    object.put(
                            "protocol",
                            InboundProtocols.xrayWord(object.path("protocol").stringValue()));
                }
            }
        }
        lowerTypes(copy);
        return copy;
    }

    private static void lowerTypes(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("type").isString()) {
            object.put("type", object.path("type").stringValue().toLowerCase(Locale.ROOT));
        }
        node.forEach(XrayShape::lowerTypes);
    }

    private static JsonNode withoutNulls(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().stream()
                        .filter(member -> !member.getValue().isNull())
                        .forEach(member -> copy.set(member.getKey(), withoutNulls(member.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(element -> copy.add(withoutNulls(element)));
                yield copy;
            }
            default -> node;
        };
    }

    private static String path(NodePath location) {
        var path = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object step = location.getElement(i);
            path.append(step instanceof Integer ? "[" + step + "]" : "." + step);
        }
        return path.toString();
    }

    private static String message(Error error) {
        JsonNode wanted = error.getSchemaNode();
        String got =
                error.getInstanceNode() == null ? "" : error.getInstanceNode().toString();
        String shown = got.length() <= LONGEST_SHOWN ? got : got.substring(0, LONGEST_SHOWN) + "…";
        String must = switch (error.getKeyword()) {
            case "type" -> "must be " + names(wanted);
            case "minimum" -> "must be " + wanted + " at least";
            case "maximum" -> "must be " + wanted + " at most";
            case "pattern" -> "must be a whole number or a range such as 1-2";
            default -> error.getMessage();
        };
        return must + ", got " + shown;
    }

    private static String names(@Nullable JsonNode types) {
        if (types == null) {
            return "of another type";
        }
        if (types.isArray()) {
            return String.join(" or ", types.valueStream().map(XrayShape::names).toList());
        }
        return switch (types.asString("")) {
            case "string" -> "a text";
            case "integer" -> "a whole number in range";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            default -> "an object";
        };
    }

    private static String text() {
        try (InputStream text = Objects.requireNonNull(XrayShape.class.getResourceAsStream(FILE), FILE)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
