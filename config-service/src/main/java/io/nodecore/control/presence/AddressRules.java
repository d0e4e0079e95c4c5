package io.nodecore.control.presence;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Which addresses are those of a machine's own, or of its link, in whatever form they are written. Pure; asks no name server. */
final class AddressRules {

    /** What stands before an IPv4 address in its translated form, 64:ff9b::/96. */
    private static final byte[] TRANSLATED = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private AddressRules() {}

    /**
     * Loopback, link-local (cloud metadata too), unspecified and multicast addresses. Private ones are not among them: a fleet may
     * well live in a private network.
     */
    static boolean isLocal(InetAddress address) {
        InetAddress meant = meant(address);
        return meant.isLoopbackAddress()
                || meant.isLinkLocalAddress()
                || meant.isAnyLocalAddress()
                || meant.isMulticastAddress()
                // All of 0.0.0.0/8 means "this host".
                || (meant.getAddress().length == 4 && meant.getAddress()[0] == 0);
    }

    /** The IPv4 address that an IPv6 address carries, or itself. The mapped form (::ffff:…) is IPv4 for Java already. */
    private static InetAddress meant(InetAddress address) {
        if (!(address instanceof Inet6Address six) || six.isLoopbackAddress() || six.isAnyLocalAddress()) {
            return address;
        }
        byte[] bytes = six.getAddress();
        if (six.isIPv4CompatibleAddress() || Arrays.equals(Arrays.copyOf(bytes, TRANSLATED.length), TRANSLATED)) {
            try {
                return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("4 bytes are an address", e);
            }
        }
        return address;
    }
}
