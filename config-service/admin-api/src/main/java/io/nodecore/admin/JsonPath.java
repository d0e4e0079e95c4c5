package io.nodecore.admin;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/** The path at which a JSON body can't be read, and what was expected there. */
final class JsonPath {

    private JsonPath() {}

    /** Such as {@code xray.inbounds[0].port}; empty for the body itself. */
    static String of(JacksonException unreadable) {
        return unreadable.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    static String expectation(JacksonException unreadable) {
        return switch (unreadable) {
            case InvalidFormatException format ->
                "must be " + name(format.getTargetType()) + ", got '" + format.getValue() + "'";
            case MismatchedInputException mismatch -> "must be " + name(mismatch.getTargetType());
            case StreamReadException malformed -> "is not JSON: " + malformed.getOriginalMessage();
            default -> "can't be read: " + unreadable.getOriginalMessage();
        };
    }

    private static String name(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Long", "long", "Integer", "int" -> "a whole number";
            case "Instant" -> "an ISO-8601 time with an offset";
            case "String" -> "a text";
            case "Boolean", "boolean" -> "true or false";
            default -> "an object";
        };
    }
}
