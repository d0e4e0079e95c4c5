package io.nodecore.nodeconfig.xray;

import io.nodecore.nodeconfig.xray.reading.PortLists;
import io.nodecore.nodeconfig.xray.reading.PortLists.Range;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayAddresses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** No two inbounds may listen on the same socket. A TCP port and a UDP port with the same number are different. */
final class SocketRules {

    /** The sockets of an inbound; an inbound may need both. */
    record Kinds(boolean tcp, boolean udp) {}

    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,11}");

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
    private final Set<String> unix = new HashSet<>();

    void check(TemplatePart inbound, Kinds kinds) {
        String address = XrayAddresses.plain(inbound.text("listen"));
        if (XrayAddresses.isUnix(address)) {
            unix(inbound, address);
            PortLists.check(inbound, "port");
            return;
        }
        if (!address.isEmpty()
                && !address.startsWith("env:")
                && !address.equals("localhost")
                && !XrayAddresses.isIp(address)) {
            inbound.refuse("listen", "must be an IP address, localhost or a Unix socket, got '" + address + "'");
        }
        if (!inbound.has("port")) {
            inbound.refuse("port", "is required");
            return;
        }
        Optional<List<Range>> ranges = PortLists.ranges(inbound.given("port"))
                .filter(found -> !found.isEmpty() && found.stream().allMatch(SocketRules::isUsable));
        if (ranges.isEmpty()) {
            inbound.refuse("port", "must be ports from 1 to 65535 or ranges of them, got " + inbound.given("port"));
            return;
        }
        for (Range range : ranges.get()) {
            take(inbound, "port", range, address.equals("localhost") ? "127.0.0.1" : address, kinds);
        }
    }

    /** The listening address of a server of Xray itself, such as its API. */
    void listen(TemplatePart owner, String name) {
        String listen = owner.text(name);
        int colon = listen.lastIndexOf(':');
        if (XrayAddresses.isUnix(listen)) {
            unix(owner, listen);
        } else if (!listen.isEmpty()
                && (!XrayAddresses.isHostAndPort(listen) || !XrayAddresses.isPort(listen.substring(colon + 1)))) {
            owner.refuse(name, "must be host:port or a Unix socket, got '" + listen + "'");
        } else if (!listen.isEmpty()) {
            int port = Integer.parseInt(listen.substring(colon + 1));
            String address = XrayAddresses.plain(listen.substring(0, colon));
            take(owner, name, new Range(port, port, port > 0, listen), address, new Kinds(true, false));
        }
    }

    private static boolean isUsable(Range range) {
        return !range.known() || (range.first() >= 1 && range.last() >= range.first());
    }

    private void unix(TemplatePart owner, String address) {
        String[] parts = address.startsWith("@") ? new String[] {address} : address.split(",", -1);
        if (parts.length == 2 && !OCTAL.matcher(parts[1]).matches()) {
            owner.refuse("listen", "must have its permissions in octal after the comma, got '" + address + "'");
        }
        if (!unix.add(parts.length == 2 ? parts[0] : address)) {
            owner.refuse("listen", "'" + address + "' is taken by another inbound");
        }
    }

    private void take(TemplatePart owner, String name, Range range, String address, Kinds kinds) {
        if (!range.known()) {
            return;
        }
        for (boolean udp : new boolean[] {false, true}) {
            if (udp ? kinds.udp() : kinds.tcp()) {
                var wanted = new Taken(udp, address.toLowerCase(Locale.ROOT), range.first(), range.last());
                if (taken.stream().anyMatch(wanted::meets)) {
                    owner.refuse(name, range.text() + " is taken by another inbound");
                }
                taken.add(wanted);
            }
        }
    }
}
