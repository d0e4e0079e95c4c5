package io.nodecore.gateway.rules;

import com.google.common.net.InetAddresses;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses as agents write them, and their canonical spelling: dotted decimal for IPv4, RFC 5952 for IPv6. An IPv4-mapped IPv6 address
 * becomes the IPv4 address. No name server is asked.
 */
public final class Addresses {

    /** Longer than any address with network, brackets, zone and port. */
    private static final int MOST_CHARS = 128;

    /** The prefix that Xray writes: {@code tcp:198.51.100.7:443}. */
    private static final Pattern NETWORK = Pattern.compile("(?i:tcp|udp):(?=.)");

    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)](:[0-9]{1,5})?");
    private static final Pattern IPV4 = Pattern.compile("([0-9.]{7,15})(:[0-9]{1,5})?");
    private static final Pattern IPV6 = Pattern.compile("([0-9a-fA-F:.]{2,45})(%[\\w.~-]{1,32})?");

    private static final int HIGHEST_PORT = 65_535;

    private Addresses() {}

    /** The canonical spelling of an address, or null if the text contains no readable address. */
    public static @Nullable String canonical(String text) {
        if (text.length() > MOST_CHARS) {
            return null;
        }
        String address = text.strip();
        Matcher network = NETWORK.matcher(address);
        if (network.lookingAt()) {
            address = address.substring(network.end());
        }
        Matcher brackets = BRACKETS.matcher(address);
        if (brackets.matches()) {
            return isPort(brackets.group(2)) ? ipv6(brackets.group(1)) : null;
        }
        Matcher ipv4 = IPV4.matcher(address);
        if (ipv4.matches()) {
            return isPort(ipv4.group(2)) ? literal(ipv4.group(1)) : null;
        }
        return ipv6(address);
    }

    private static boolean isPort(@Nullable String colonAndPort) {
        return colonAndPort == null || Integer.parseInt(colonAndPort.substring(1)) <= HIGHEST_PORT;
    }

    /** A zone names an interface of the sender and is removed. */
    private static @Nullable String ipv6(String text) {
        Matcher ipv6 = IPV6.matcher(text);
        return ipv6.matches() && ipv6.group(1).indexOf(':') >= 0 ? literal(ipv6.group(1)) : null;
    }

    private static @Nullable String literal(String text) {
        return InetAddresses.isInetAddress(text) ? InetAddresses.toAddrString(InetAddresses.forString(text)) : null;
    }
}
