package io.nodecore.nodeconfig.template;

import io.nodecore.admin.failure.Violations;
import io.nodecore.nodeconfig.CanonicalJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request with templates, read so that all digits are kept and duplicate members are refused. */
public final class TemplateBody {

    private static final JsonMapper json = CanonicalJson.json
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TemplateBody() {}

    /** @throws io.nodecore.admin.failure.FailureException if it is not JSON, or has a duplicate member */
    public static JsonNode read(byte[] body) {
        if (body.length == 0) {
            throw Violations.refuse("", "a JSON body is required");
        }
        try (JsonParser parser = json.createParser(body)) {
            return read(parser);
        }
    }

    private static JsonNode read(JsonParser parser) {
        try {
            JsonNode read = parser.readValueAsTree();
            if (parser.nextToken() != null) {
                throw Violations.refuse("", "is not JSON: something follows the value");
            }
            return read == null ? json.nullNode() : read;
        } catch (JacksonException e) {
            if (e.getOriginalMessage().startsWith("Duplicate")) {
                throw Violations.refuse(field(parser), "is written twice");
            }
            throw Violations.refuse("", "is not JSON: " + e.getOriginalMessage());
        }
    }

    /** Such as {@code xray.inbounds[0].port}. */
    private static String field(JsonParser parser) {
        return parser.streamReadContext()
                .pathAsPointer()
                .toString()
                .replaceAll("/(\\d+)(?=/|$)", "[$1]")
                .replaceFirst("^/", "")
                .replace('/', '.');
    }
}
