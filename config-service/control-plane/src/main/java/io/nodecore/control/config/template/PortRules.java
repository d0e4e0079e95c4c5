package io.nodecore.control.config.template;

import io.nodecore.control.fact.VpnProtocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Every inbound listens where no other does. TCP and UDP ports of one number are two ports. */
final class PortRules {

    private static final int HIGHEST = 65_535;

    /** A port as a number or a text, a range such as {@code 20000-20100}, or several of them with commas, as Xray takes them. */
    private static final Pattern PORTS = Pattern.compile("\\d{1,5}(?:-\\d{1,5})?(?:,\\d{1,5}(?:-\\d{1,5})?)*");

    private record Taken(boolean udp, String address, int first, int last) {

        boolean meets(Taken other) {
            boolean sameAddress = address.equals(other.address) || isAny() || other.isAny();
            return udp == other.udp && sameAddress && first <= other.last && other.first <= last;
        }

        private boolean isAny() {
            return address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
        }
    }

    private final List<Taken> taken = new ArrayList<>();

    void check(TemplatePart inbound, VpnProtocol protocol) {
        String network = StreamRules.network(inbound.json(), protocol);
        if (protocol == VpnProtocol.WIREGUARD || network.equals("hysteria") || network.equals("mkcp")) {
            check(inbound, false, true);
        } else if (protocol == VpnProtocol.SHADOWSOCKS) {
            check(inbound);
        } else {
            check(inbound, true, false);
        }
    }

    /** Of an inbound whose {@code settings.network} says whether it takes TCP, UDP or both; unsaid, it is TCP. */
    void check(TemplatePart inbound) {
        String networks =
                inbound.json().path("settings").path("network").toString().toLowerCase(Locale.ROOT);
        check(inbound, networks.contains("tcp") || !networks.contains("udp"), networks.contains("udp"));
    }

    private void check(TemplatePart inbound, boolean tcp, boolean udp) {
        String address = inbound.text("listen");
        if (address.startsWith("/") || address.startsWith("@")) {
            // A Unix socket has no port.
            return;
        }
        if (!address.isEmpty() && !address.equals("localhost") && !isIp(address)) {
            inbound.refuse("listen", "must be an IP address, localhost or a Unix socket, got '" + address + "'");
        }
        JsonNode port = inbound.given("port");
        if (port == null) {
            inbound.refuse("port", "is required");
            return;
        }
        String text = port.isString() || port.isIntegralNumber() ? port.asString() : "";
        if (!PORTS.matcher(text).matches()) {
            inbound.refuse("port", "must be a port from 1 to 65535 or a range of ports, got " + port);
            return;
        }
        for (String range : text.split(",")) {
            String[] ends = range.split("-");
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            if (first < 1 || last > HIGHEST || last < first) {
                inbound.refuse("port", "must be a port from 1 to 65535 or a range of ports, got " + port);
                return;
            }
            if (tcp) {
                take(inbound, range, new Taken(false, address, first, last));
            }
            if (udp) {
                take(inbound, range, new Taken(true, address, first, last));
            }
        }
    }

    private void take(TemplatePart inbound, String range, Taken wanted) {
        if (taken.stream().anyMatch(wanted::meets)) {
            inbound.refuse("port", range + " is taken by another inbound");
        }
        taken.add(wanted);
    }

    private static boolean isIp(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
