package io.nodecore.control.subscription;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a whole number in any JSON notation, such as 1000000000, 1e9 or 1.0. A fraction is refused. */
final class WholeNumberReader extends StdDeserializer<Long> {

    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,19}");

    WholeNumberReader() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) {
        JsonToken token = parser.currentToken();
        String text = parser.getString();
        boolean isNumber = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        if (isNumber || (token == JsonToken.VALUE_STRING && DIGITS.matcher(text).matches())) {
            try {
                BigDecimal number = new BigDecimal(text);
                // A number with a long exponent would use all memory in plain notation.
                if (number.precision() - number.scale() <= 20) {
                    return number.longValueExact();
                }
            } catch (ArithmeticException | NumberFormatException e) {
                // Refused below.
            }
        }
        return (Long) context.handleWeirdStringValue(Long.class, text, "not a whole number");
    }
}
