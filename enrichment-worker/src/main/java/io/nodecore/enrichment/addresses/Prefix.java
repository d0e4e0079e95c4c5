package io.nodecore.enrichment.addresses;

import java.net.InetAddress;

/**
 * A range of addresses of one family.
 *
 * @param network its first address, 4 or 16 bytes
 * @param bits how many leading bits all of its addresses share
 */
record Prefix(InetAddress network, int bits) {

    Prefix {
        if (bits < 0 || bits > network.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "a prefix of " + network.getHostAddress() + " can't have " + bits + " bits");
        }
    }

    /** @param text such as {@code 10.0.0.0/8} */
    static Prefix of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("expected address/bits, got '" + text + "'");
        }
        return new Prefix(InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
    }
}
