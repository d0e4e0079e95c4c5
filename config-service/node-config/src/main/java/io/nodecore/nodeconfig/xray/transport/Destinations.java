package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayAddresses;
import tools.jackson.databind.JsonNode;

/** The target to which Xray forwards other traffic: a port, {@code host:port}, or a Unix socket. */
public final class Destinations {

    private Destinations() {}

    /** If the target has a {@code type} member, any text is read as that type. */
    public static void check(TemplatePart owner, String name) {
        JsonNode given = owner.given(name);
        boolean typed = !owner.text("type").isEmpty();
        if (given == null && !typed) {
            owner.refuse(name, "is required: a port, host:port or a Unix socket");
        } else if (given != null && !typed && !isDestination(given)) {
            owner.refuse(name, "must be a port, host:port or a Unix socket, got " + given);
        }
    }

    private static boolean isDestination(JsonNode given) {
        if (given.isIntegralNumber()) {
            return given.canConvertToInt() && given.intValue() >= 0 && given.intValue() <= XrayAddresses.HIGHEST_PORT;
        }
        String text = given.isString() ? given.stringValue() : "";
        return XrayAddresses.isUnix(text)
                || text.equals("serve-ws-none")
                || (!text.isEmpty() && text.chars().allMatch(Character::isDigit))
                || XrayAddresses.isHostAndPort(text);
    }
}
