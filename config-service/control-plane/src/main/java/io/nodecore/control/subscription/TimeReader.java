package io.nodecore.control.subscription;

import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

/** Reads an ISO-8601 time with an offset. A number is refused, because seconds and milliseconds look alike, and so is an empty text. */
final class TimeReader extends StdDeserializer<Instant> {

    TimeReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        String text = parser.getString();
        if (parser.currentToken() != JsonToken.VALUE_STRING || text.isBlank()) {
            return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time");
        }
        return InstantDeserializer.INSTANT.deserialize(parser, context);
    }
}
