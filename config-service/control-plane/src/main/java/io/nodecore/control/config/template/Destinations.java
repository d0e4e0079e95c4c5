package io.nodecore.control.config.template;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Where Xray passes on what is not its own: a port, {@code host:port}, or a Unix socket. */
final class Destinations {

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:[^:\\[\\]]*|\\[[^\\[\\]]+]):[^:\\[\\]]*");

    private Destinations() {}

    /** A {@code type} of its own says how to read it, so that anything may stand there. */
    static void check(TemplatePart owner, String name) {
        JsonNode given = owner.given(name);
        if (given == null && owner.text("type").isEmpty()) {
            owner.refuse(name, "is required: a port, host:port or a Unix socket");
        } else if (given != null && owner.text("type").isEmpty() && !isDestination(given)) {
            owner.refuse(name, "must be a port, host:port or a Unix socket, got " + given);
        }
    }

    private static boolean isDestination(JsonNode given) {
        if (given.isIntegralNumber()) {
            return given.canConvertToInt() && given.intValue() >= 0 && given.intValue() <= HIGHEST_PORT;
        }
        String text = given.isString() ? given.stringValue() : "";
        return text.startsWith("/")
                || text.startsWith("@")
                || text.equals("serve-ws-none")
                || (!text.isEmpty() && text.chars().allMatch(Character::isDigit))
                || HOST_AND_PORT.matcher(text).matches();
    }
}
