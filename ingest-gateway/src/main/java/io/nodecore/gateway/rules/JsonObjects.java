package io.nodecore.gateway.rules;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON that a report contains as text. It must be one object that {@code jsonb} can store: PostgreSQL refuses NUL and unpaired surrogates
 * in strings, and numbers beyond its own range.
 */
final class JsonObjects {

    static final int DEEPEST = 32;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private static final Pattern LARGE_EXPONENT = Pattern.compile("[eE][+-]?0*[1-9][0-9]{3,}$");
    private static final int LONGEST_NUMBER = 400;

    private JsonObjects() {}

    /** The violation in the text, or null. */
    static @Nullable String whatIsWrong(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "must be a JSON object";
            }
            int depth = 1;
            while (depth > 0) {
                switch (parser.nextToken()) {
                    case START_OBJECT, START_ARRAY -> depth++;
                    case END_OBJECT, END_ARRAY -> depth--;
                    case PROPERTY_NAME, VALUE_STRING -> {
                        if (!Texts.isStorable(parser.getString())) {
                            return "must not have the character NUL or half a surrogate pair";
                        }
                    }
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                        String number = parser.getString();
                        if (number.length() > LONGEST_NUMBER
                                || LARGE_EXPONENT.matcher(number).find()) {
                            return "must not have the number " + Texts.excerpt(number);
                        }
                    }
                    case null -> {
                        return "must be a complete JSON object";
                    }
                    default -> {}
                }
            }
            return parser.nextToken() == null ? null : "must be one JSON object, something follows it";
        } catch (JacksonException e) {
            return "must be a JSON object of at most " + DEEPEST + " levels, with each name once per object";
        }
    }
}
