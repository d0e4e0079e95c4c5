package io.nodecore.queries.presence;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Detects addresses of the own machine or its link, in any notation. Pure; asks no name server. */
final class LocalAddressRules {

    /** The prefix of IPv6 addresses that contain an IPv4 address, and the bytes that may contain it. */
    private record Carrier(String prefix, int[]... places) {

        boolean carries(byte[] six) {
            return HexFormat.of().formatHex(six).startsWith(prefix);
        }
    }

    private static final int[] LAST = {12, 13, 14, 15};

    /** Java already converts the mapped form, ::ffff:0:0/96, to IPv4. */
    private static final List<Carrier> CARRIERS = List.of(
            // ::/96, IPv4-compatible
            new Carrier("000000000000000000000000", LAST),
            // ::ffff:0:0:0/96, translated without state
            new Carrier("0000000000000000ffff0000", LAST),
            // 64:ff9b::/96, NAT64
            new Carrier("0064ff9b0000000000000000", LAST),
            // 2002::/16, 6to4
            new Carrier("2002", new int[] {2, 3, 4, 5}),
            // 64:ff9b:1::/48, a network's own NAT64. The length of its prefix may be 48, 56, 64 or 96 bits; the address
            // does not show
            // which.
            new Carrier(
                    "0064ff9b0001",
                    new int[] {6, 7, 9, 10},
                    new int[] {7, 9, 10, 11},
                    new int[] {9, 10, 11, 12},
                    LAST));

    /** The address of a large cloud's metadata service besides 169.254.169.254: fd00:ec2::254. */
    private static final InetAddress METADATA = InetAddress.ofLiteral("fd00:ec2::254");

    private LocalAddressRules() {}

    /**
     * Loopback, link-local (including cloud metadata), unspecified and multicast addresses. Private addresses are not included: a fleet may
     * be in a private network.
     */
    static boolean isLocal(InetAddress address) {
        return address.equals(METADATA)
                || isOwn(address)
                || (address instanceof Inet6Address six
                        && carried(six.getAddress()).anyMatch(LocalAddressRules::isOwn));
    }

    private static boolean isOwn(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                // All of 0.0.0.0/8 means "this host".
                || isOfZero(address);
    }

    private static boolean isOfZero(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && bytes[0] == 0;
    }

    /** The IPv4 addresses that an IPv6 address may contain. */
    private static Stream<InetAddress> carried(byte[] six) {
        return CARRIERS.stream().filter(carrier -> carrier.carries(six)).flatMap(carrier -> {
            List<InetAddress> readings =
                    Stream.of(carrier.places()).map(place -> four(six, place)).toList();
            // A position has zeros if the prefix is longer, or if it contains no address: zeros mean "this host" only
            // if no position has
            // another value.
            return readings.stream().allMatch(LocalAddressRules::isOfZero)
                    ? readings.stream()
                    : readings.stream().filter(reading -> !isOfZero(reading));
        });
    }

    private static InetAddress four(byte[] six, int[] place) {
        try {
            return InetAddress.getByAddress(new byte[] {six[place[0]], six[place[1]], six[place[2]], six[place[3]]});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 bytes are an address", e);
        }
    }
}
