package io.nodecore.schemas.address;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import java.net.InetAddress;

/**
 * The canonical text of an IP address: dotted decimal for IPv4, RFC 5952 for IPv6. An IPv4-mapped IPv6 address is the IPv4 address. Each
 * address has one canonical text, so the text can be a key. No name server is asked.
 */
public final class AddressText {

    private static final IPAddressGenerator ADDRESSES = new IPAddressGenerator();

    private AddressText() {}

    /**
     * Returns the canonical text of an address.
     *
     * @param text a literal of IPv4 or IPv6 without a zone
     * @throws IllegalArgumentException if the text is not such a literal
     */
    public static String canonical(String text) {
        return parse(text).toCanonicalString();
    }

    /**
     * Returns the address that a literal denotes.
     *
     * @param text a literal of IPv4 or IPv6 without a zone
     * @throws IllegalArgumentException if the text is not such a literal
     */
    public static IPAddress parse(String text) {
        if (text.indexOf('%') >= 0) {
            throw new IllegalArgumentException("expected an IP address without a zone, got '" + text + "'");
        }
        // The JDK unwraps IPv4-mapped addresses; the library would keep them as IPv6.
        return ADDRESSES.from(InetAddress.ofLiteral(text).getAddress());
    }
}
