package io.nodecore.nodeconfig.xray.reading;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses that Xray does not treat as the public Internet (Xray: {@code common/geodata/consts.go}). */
public final class PrivateAddresses {

    private record Prefix(byte[] address, int bits) {

        static Prefix of(String text) {
            int slash = text.indexOf('/');
            return new Prefix(
                    InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
                    Integer.parseInt(text.substring(slash + 1)));
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((other[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Prefix> PREFIXES = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "::/127",
                    "fc00::/7",
                    "fe80::/10",
                    "ff00::/8")
            .map(Prefix::of)
            .toList();

    private static final Set<String> DOMAINS =
            Set.of("lan", "localdomain", "example", "invalid", "localhost", "test", "local", "home.arpa", "internal");

    private static final Pattern WITHOUT_DOT = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private PrivateAddresses() {}

    public static boolean contains(String text) {
        String address = XrayAddresses.plain(text);
        if (XrayAddresses.isIp(address)) {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return PREFIXES.stream().anyMatch(prefix -> prefix.contains(bytes));
        }
        String domain = address.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return address.startsWith("env:")
                || WITHOUT_DOT.matcher(domain).matches()
                || DOMAINS.stream().anyMatch(known -> domain.equals(known) || domain.endsWith("." + known));
    }
}
