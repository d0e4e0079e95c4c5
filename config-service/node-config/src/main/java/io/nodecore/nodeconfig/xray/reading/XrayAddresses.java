package io.nodecore.nodeconfig.xray.reading;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Addresses as Xray parses them: {@code net.ParseAddress} accepts any text, and a text that is not an IP address is a domain. */
public final class XrayAddresses {

    public static final int HIGHEST_PORT = 65_535;

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:[^:\\[\\]]*|\\[[^\\[\\]]*]):[^:\\[\\]]*");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,10}");

    private XrayAddresses() {}

    /** The address without the brackets and the white space that Xray ignores. */
    public static String plain(String text) {
        String inner = text.length() >= 2 && text.startsWith("[") && text.endsWith("]")
                ? text.substring(1, text.length() - 1)
                : text;
        return inner.strip();
    }

    public static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    public static boolean isIpv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            return false;
        }
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public static boolean isIp(String text) {
        return isIpv4(text) || isIpv6(text);
    }

    /** An address, optionally followed by a slash and a prefix length. */
    public static boolean isPrefix(String text) {
        int slash = text.indexOf('/');
        String address = plain(slash < 0 ? text : text.substring(0, slash));
        String length = slash < 0 ? "" : text.substring(slash + 1);
        int most = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1;
        return most >= 0 && (length.isEmpty() || (DIGITS.matcher(length).matches() && Long.parseLong(length) <= most));
    }

    public static boolean isHostAndPort(String text) {
        return HOST_AND_PORT.matcher(text).matches();
    }

    public static boolean isPort(String text) {
        return DIGITS.matcher(text).matches() && Long.parseLong(text) <= HIGHEST_PORT;
    }

    public static boolean isUnix(String address) {
        return address.startsWith("/") || address.startsWith("@");
    }
}
