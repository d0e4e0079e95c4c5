package io.nodecore.gateway.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.http.RequestShape.Field;
import io.nodecore.gateway.rules.Violations;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Converts JSON to the protobuf message of the same request, in one pass.
 *
 * <p>Integers may be numbers or decimal strings, also written as {@code 1.0} or {@code 1e3}; unknown fields are ignored; a value of a wrong
 * type is a violation with its path, and the rest is read. A body that is not a JSON object in UTF-8 is malformed.
 */
final class RequestJson {

    private static final int DEEPEST = 40;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final byte[] body;
    private final JsonParser parser;
    private final int listLimit;
    private final Violations violations;

    private RequestJson(byte[] body, JsonParser parser, int listLimit, Violations violations) {
        this.body = body;
        this.parser = parser;
        this.listLimit = listLimit;
        this.violations = violations;
    }

    /**
     * Reads a request.
     *
     * @param listLimit the longest list that a report may have
     * @throws Refused if the body is not a JSON object, or a list is too long
     */
    @SuppressWarnings("unchecked") // the builder of a message builds messages of its type
    static <M extends Message> M read(byte[] body, M empty, int listLimit, Violations violations) {
        ByteString bytes = UnsafeByteOperations.unsafeWrap(body);
        if (!bytes.isValidUtf8() || hasNul(body)) {
            throw malformed("the body is not UTF-8");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("the body must be a JSON object");
            }
            Message.Builder request = empty.newBuilderForType();
            new RequestJson(body, parser, listLimit, violations).object(request, "");
            if (parser.nextToken() != null) {
                throw malformed("something follows the JSON object");
            }
            return (M) request.build();
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw malformed("the body is no valid JSON of at most " + DEEPEST + " levels with each name once per object"
                    + (where == null ? "" : ", see byte " + where.getByteOffset()));
        }
    }

    /** The parser would detect and accept UTF-16 and UTF-32; in both, every brace contains a zero byte. */
    private static boolean hasNul(byte[] body) {
        for (byte b : body) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static Refused malformed(String detail) {
        return new Refused(new Failure.MalformedReport(detail));
    }

    private void object(Message.Builder message, String path) {
        RequestShape shape = RequestShape.of(message.getDescriptorForType());
        Set<String> given = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Field field = shape.field(parser.currentName());
            JsonToken value = parser.nextToken();
            if (field == null || violations.isFull()) {
                parser.skipChildren();
            } else if (field.figure()) {
                set(message, field.descriptor(), JsonFigures.read(parser, field.descriptor()));
            } else if (!isAbsent(field, value)) {
                given.add(field.name());
                field(message, field, path + field.name());
            }
        }
        for (Field field : shape.fields()) {
            if (field.required() && !given.contains(field.name())) {
                violations.add(path + field.name(), "is required");
            }
        }
    }

    /** Null, and for an optional field an empty text too, mean that it is absent. */
    private boolean isAbsent(Field field, JsonToken value) {
        return value == JsonToken.VALUE_NULL
                || (field.optional() && value == JsonToken.VALUE_STRING && parser.getStringLength() == 0);
    }

    private void field(Message.Builder message, Field field, String path) {
        FieldDescriptor descriptor = field.descriptor();
        if (field.rawJson()) {
            set(message, descriptor, rawObject(path));
        } else if (descriptor.isRepeated()) {
            list(message, descriptor, path);
        } else {
            switch (descriptor.getJavaType()) {
                case STRING -> set(message, descriptor, text(path));
                case LONG -> set(message, descriptor, integer(path, Long.MIN_VALUE, Long.MAX_VALUE));
                case INT -> {
                    Long value = integer(path, Integer.MIN_VALUE, Integer.MAX_VALUE);
                    set(message, descriptor, value == null ? null : value.intValue());
                }
                case BOOLEAN -> set(message, descriptor, bool(path));
                case MESSAGE -> {
                    if (isObject(path)) {
                        object(message.getFieldBuilder(descriptor), path + ".");
                    }
                }
                case DOUBLE, FLOAT, BYTE_STRING, ENUM ->
                    throw new IllegalStateException("no request has a field like " + descriptor.getFullName());
            }
        }
    }

    private static void set(Message.Builder message, FieldDescriptor descriptor, @Nullable Object value) {
        if (value != null) {
            message.setField(descriptor, value);
        }
    }

    private void list(Message.Builder message, FieldDescriptor descriptor, String path) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType(path, "a list");
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i == listLimit) {
                throw new Refused(new Failure.ReportTooLarge("a report has at most " + listLimit + " entries"));
            }
            if (violations.isFull()) {
                parser.skipChildren();
                continue;
            }
            String place = path + "[" + i + "]";
            Message.Builder element = message.newBuilderForField(descriptor);
            if (isObject(place)) {
                object(element, place + ".");
            }
            // Unreadable elements are added too, so that the indexes of later elements stay correct.
            message.addRepeatedField(descriptor, element.build());
        }
    }

    private boolean isObject(String path) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        wrongType(path, "an object");
        return false;
    }

    private @Nullable String text(String path) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        wrongType(path, "a string");
        return null;
    }

    private @Nullable Boolean bool(String path) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> {
                wrongType(path, "true or false");
                yield null;
            }
        };
    }

    private @Nullable Long integer(String path, long least, long most) {
        JsonToken token = parser.currentToken();
        BigDecimal value =
                token.isNumeric() || token == JsonToken.VALUE_STRING ? JsonNumbers.parse(parser.getString()) : null;
        if (value == null || !JsonNumbers.isInteger(value)) {
            wrongType(path, "an integer");
            return null;
        }
        if (value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            violations.add(path, "must be an integer from " + least + " to " + most);
            return null;
        }
        return value.longValueExact();
    }

    /** The text of the object in the body, with every digit of its numbers. */
    private @Nullable String rawObject(String path) {
        if (!isObject(path)) {
            return null;
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int end = (int) parser.currentLocation().getByteOffset();
        return new String(body, start, end - start, StandardCharsets.UTF_8);
    }

    private void wrongType(String path, String expected) {
        violations.add(path, "must be " + expected);
        parser.skipChildren();
    }
}
