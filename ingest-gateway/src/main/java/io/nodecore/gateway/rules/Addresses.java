package io.nodecore.gateway.rules;

import java.net.Inet6Address;
import java.util.regex.Pattern;

/** Literal IP addresses, without names, ports, prefixes and zones. Nothing here asks a resolver. */
final class Addresses {

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6_ALPHABET = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private Addresses() {}

    static boolean isLiteral(String text) {
        if (IPV4.matcher(text).matches()) {
            return true;
        }
        if (text.indexOf(':') < 0 || !IPV6_ALPHABET.matcher(text).matches()) {
            return false;
        }
        // Java reads old short forms of the embedded IPv4 address ("::1.2"); nobody else does.
        int embedded = text.indexOf('.');
        if (embedded >= 0
                && !IPV4.matcher(text.substring(text.lastIndexOf(':') + 1)).matches()) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
