package io.nodecore.control.configs;

import io.nodecore.control.facts.VpnProtocol;
import io.nodecore.control.failures.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every inbound listens where no other does. TCP and UDP ports of one number are two ports. */
final class PortRules {

    private static final int HIGHEST = 65_535;

    /** A port as a number or a text, or a range such as {@code 20000-20100}, as Xray takes them. */
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    private record Taken(boolean udp, String address, int first, int last) {

        boolean meets(Taken other) {
            boolean sameAddress = address.equals(other.address) || isAny() || other.isAny();
            return udp == other.udp && sameAddress && first <= other.last && other.first <= last;
        }

        private boolean isAny() {
            return address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
        }
    }

    private final Violations violations;
    private final List<Taken> taken = new ArrayList<>();

    PortRules(Violations violations) {
        this.violations = violations;
    }

    void check(ObjectNode inbound, String field, VpnProtocol protocol) {
        JsonNode listen = inbound.get("listen");
        String address = listen != null && listen.isString() ? listen.stringValue() : "";
        if (address.startsWith("/") || address.startsWith("@")) {
            // A Unix socket has no port.
            return;
        }
        JsonNode port = inbound.get("port");
        if (port == null || port.isNull()) {
            violations.add(field + ".port", "is required");
            return;
        }
        boolean isUdp = protocol == VpnProtocol.HYSTERIA2 || protocol == VpnProtocol.WIREGUARD;
        String text = port.isString() || port.isIntegralNumber() ? port.asString() : "";
        Matcher ports = PORTS.matcher(text);
        if (!ports.matches()) {
            violations.add(field + ".port", "must be a port from 1 to 65535 or a range of ports, got " + port);
            return;
        }
        int first = Integer.parseInt(ports.group(1));
        int last = ports.group(2) == null ? first : Integer.parseInt(ports.group(2));
        if (first < 1 || last > HIGHEST || last < first) {
            violations.add(field + ".port", "must be a port from 1 to 65535 or a range of ports, got " + port);
            return;
        }
        var wanted = new Taken(isUdp, address, first, last);
        if (taken.stream().anyMatch(wanted::meets)) {
            violations.add(field + ".port", text + " is taken by another inbound");
        }
        taken.add(wanted);
    }
}
