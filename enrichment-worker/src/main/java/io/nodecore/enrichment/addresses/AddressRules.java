package io.nodecore.enrichment.addresses;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses can be known to anybody outside. Private and reserved ones tell a provider about the inside of a network and nothing
 * about a user, so they are never sent. Where it is not clear, an address stays inside.
 */
final class AddressRules {

    /** Of IPv4, everything else is public. */
    private static final List<Prefix> INSIDE_IPV4 = prefixes(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4, no longer used
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /** Of IPv6, nothing else is public: no loopback, unique local, link-local, multicast, NAT64 or IPv4-compatible address. */
    private static final Prefix PUBLIC_IPV6 = Prefix.of("2000::/3");

    /** Inside the public range, and yet not public. */
    private static final List<Prefix> INSIDE_IPV6 = prefixes(
            "2001::/23", // protocol assignments, among them Teredo and benchmarks
            "2001:db8::/32", // documentation
            "3fff::/20"); // documentation

    /** Carries an IPv4 address in its bytes 2 to 5. */
    private static final Prefix SIX_TO_FOUR = Prefix.of("2002::/16");

    private AddressRules() {}

    /**
     * Whether a provider may be asked about an address.
     *
     * @param ip an address, IPv4-mapped IPv6 is IPv4
     * @throws IllegalArgumentException when the text is no address
     */
    static boolean mayBeSent(String ip) {
        return isPublic(InetAddress.ofLiteral(ip));
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return isInNone(INSIDE_IPV4, address);
        }
        if (SIX_TO_FOUR.contains(address)) {
            return isPublic(ipv4Inside(address));
        }
        return PUBLIC_IPV6.contains(address) && isInNone(INSIDE_IPV6, address);
    }

    private static InetAddress ipv4Inside(InetAddress sixToFour) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(sixToFour.getAddress(), 2, 6));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static boolean isInNone(List<Prefix> prefixes, InetAddress address) {
        return prefixes.stream().noneMatch(prefix -> prefix.contains(address));
    }

    private static List<Prefix> prefixes(String... texts) {
        return Stream.of(texts).map(Prefix::of).toList();
    }
}
