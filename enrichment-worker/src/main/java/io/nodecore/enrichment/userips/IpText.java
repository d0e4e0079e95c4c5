package io.nodecore.enrichment.userips;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * The one text of an address: dotted IPv4 (also for IPv4-mapped IPv6), or IPv6 as RFC 5952 wants it. Two texts of one address must not
 * become two rows.
 */
final class IpText {

    private static final int GROUPS = 8;

    private IpText() {}

    /**
     * @throws IllegalArgumentException when the text is no address; names are never looked up
     */
    static String normalised(String text) {
        if (text.indexOf('%') >= 0) {
            throw new IllegalArgumentException("an address with a zone is no address of a user: '" + text + "'");
        }
        InetAddress address = InetAddress.ofLiteral(text);
        return address instanceof Inet4Address ? address.getHostAddress() : compressed(address.getAddress());
    }

    private static String compressed(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = Byte.toUnsignedInt(address[2 * i]) << 8 | Byte.toUnsignedInt(address[2 * i + 1]);
        }
        int start = 0;
        int length = 1; // A single zero group is not shortened.
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return length == 1
                ? hex(groups, 0, GROUPS)
                : hex(groups, 0, start) + "::" + hex(groups, start + length, GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String hex(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from) {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
