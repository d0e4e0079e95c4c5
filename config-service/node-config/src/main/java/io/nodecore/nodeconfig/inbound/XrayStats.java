package io.nodecore.nodeconfig.inbound;

import io.nodecore.nodeconfig.CanonicalJson;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Configures Xray to count what nodes report: bytes and presence of every user, bytes of every inbound and outbound. Settings of the
 * operator are not changed.
 */
public final class XrayStats {

    /** The level of every client that the generator adds. */
    private static final String CLIENTS = "0";

    private static final List<String> OF_USERS = List.of("statsUserUplink", "statsUserDownlink", "statsUserOnline");
    private static final List<String> OF_THE_SYSTEM =
            List.of("statsInboundUplink", "statsInboundDownlink", "statsOutboundUplink", "statsOutboundDownlink");

    private XrayStats() {}

    public static void put(ObjectNode xray) {
        CanonicalJson.object(xray, "stats");
        ObjectNode policy = CanonicalJson.object(xray, "policy");
        ObjectNode levels = CanonicalJson.object(policy, "levels");
        usedLevels(xray, levels).forEach(level -> count(CanonicalJson.object(levels, level), OF_USERS));
        count(CanonicalJson.object(policy, "system"), OF_THE_SYSTEM);
    }

    /** For socks and http, the inbound defines the level of its users. */
    private static Set<String> usedLevels(ObjectNode xray, ObjectNode levels) {
        Set<String> used = new TreeSet<>(levels.propertyNames());
        used.add(CLIENTS);
        for (JsonNode inbound : xray.path("inbounds")) {
            JsonNode level = inbound.path("settings").path("userLevel");
            if (level.isIntegralNumber()) {
                used.add(level.asString());
            }
        }
        return used;
    }

    private static void count(ObjectNode owner, List<String> names) {
        for (String name : names) {
            JsonNode said = owner.get(name);
            if (said == null || said.isNull()) {
                owner.put(name, true);
            }
        }
    }
}
