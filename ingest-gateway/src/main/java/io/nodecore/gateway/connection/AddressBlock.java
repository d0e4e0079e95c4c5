package io.nodecore.gateway.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What an address counts as when attempts are counted: an IPv4 address as itself, an IPv6 address as its /64, because whoever has one
 * address of such a block has all of them.
 */
public final class AddressBlock {

    private static final int PREFIX_BYTES = 8;

    private AddressBlock() {}

    /** @param address as the transport tells it; anything but an IPv6 address counts as it is */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        int scope = address.indexOf('%');
        try {
            return InetAddress.ofLiteral(scope < 0 ? address : address.substring(0, scope)) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), PREFIX_BYTES)) + "/64"
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
