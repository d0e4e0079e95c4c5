package io.nodecore.gateway.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.nodecore.gateway.rules.NodeStatsRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Figures of a snapshot. A value that is not a number, or that does not fit into the field, becomes an unknown figure. */
final class JsonFigures {

    private JsonFigures() {}

    /** The value of the field; the parser is at the start of the JSON value, and at its end afterwards. */
    static Object read(JsonParser parser, FieldDescriptor figure) {
        JsonToken token = parser.currentToken();
        String text = token.isNumeric() || token == JsonToken.VALUE_STRING ? parser.getString() : "";
        parser.skipChildren();
        BigDecimal number = JsonNumbers.parse(text);
        return switch (figure.getJavaType()) {
            case DOUBLE -> number == null ? Double.NaN : number.doubleValue();
            case LONG -> whole(number, Long.MAX_VALUE);
            case INT -> Math.toIntExact(whole(number, Integer.MAX_VALUE));
            case FLOAT, BOOLEAN, STRING, BYTE_STRING, ENUM, MESSAGE ->
                throw new IllegalStateException("no figure is a " + figure.getJavaType());
        };
    }

    /** Fractions are cut off: the libraries that agents use give the uptime with a fraction. */
    private static long whole(@Nullable BigDecimal number, long most) {
        if (number == null || number.signum() < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            return NodeStatsRules.UNKNOWN;
        }
        return number.setScale(0, RoundingMode.DOWN).longValueExact();
    }
}
