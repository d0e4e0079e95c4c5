package io.nodecore.enrichment.addresses;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.nodecore.schemas.address.AddressText;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be sent to a provider. A private or reserved address says something about the inside of a network and nothing about
 * a user, so it is not sent. If it is unclear whether an address is public, it is not sent.
 */
public final class AddressRules {

    /** Not public in IPv4; all other addresses are. */
    private static final List<IPAddress> RESERVED_IPV4 = ranges(
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

    /** Public in IPv6; loopback, unique local, link-local, multicast, NAT64 and IPv4-compatible addresses are outside. */
    private static final IPAddress PUBLIC_IPV6 = range("2000::/3");

    /** Within the public range, but not public. */
    private static final List<IPAddress> RESERVED_IPV6 = ranges(
            "2001::/23", // protocol assignments, among them Teredo and benchmarks
            "2001:db8::/32", // documentation
            "3fff::/20"); // documentation

    private AddressRules() {}

    /**
     * Returns whether an address may be sent to a provider.
     *
     * @param ip an address; IPv4-mapped IPv6 is IPv4, and 6to4 is judged by the IPv4 address in it
     * @throws IllegalArgumentException if the text is not an address
     */
    public static boolean mayBeSent(String ip) {
        return isPublic(AddressText.parse(ip));
    }

    private static boolean isPublic(IPAddress address) {
        if (address.isIPv4()) {
            return isInNone(RESERVED_IPV4, address);
        }
        if (address.toIPv6().is6To4()) {
            return isPublic(address.toIPv6().get6To4IPv4Address());
        }
        return PUBLIC_IPV6.contains(address) && isInNone(RESERVED_IPV6, address);
    }

    private static boolean isInNone(List<IPAddress> ranges, IPAddress address) {
        return ranges.stream().noneMatch(range -> range.contains(address));
    }

    private static List<IPAddress> ranges(String... prefixes) {
        return Stream.of(prefixes).map(AddressRules::range).toList();
    }

    private static IPAddress range(String prefix) {
        return new IPAddressString(prefix).getAddress();
    }
}
