package io.nodecore.gateway.connection;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.nodecore.gateway.rules.Addresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The proxies whose forwarding headers are trusted. */
public final class TrustedProxies {

    /** The node of an element of RFC 7239: {@code for=203.0.113.7} or {@code for="[2001:db8::1]:47011"}. */
    private static final Pattern FOR =
            Pattern.compile("(?:^|[;\\s])for=(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private final List<IpSubnetFilterRule> ranges;

    private TrustedProxies(List<IpSubnetFilterRule> ranges) {
        this.ranges = ranges;
    }

    /** @throws IllegalArgumentException if a range is neither an address nor a CIDR range */
    public static TrustedProxies of(NetworkSettings settings) {
        return new TrustedProxies(
                settings.trustedProxies().stream().map(TrustedProxies::range).toList());
    }

    private static IpSubnetFilterRule range(String text) {
        int slash = text.indexOf('/');
        String address = Addresses.canonical(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("TRUSTED_PROXIES must be addresses or CIDR ranges, got " + text);
        }
        try {
            int bits = slash < 0
                    ? (address.indexOf(':') < 0 ? IPV4_BITS : IPV6_BITS)
                    : Integer.parseInt(text.substring(slash + 1));
            return new IpSubnetFilterRule(InetAddress.ofLiteral(address), bits, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("TRUSTED_PROXIES must be addresses or CIDR ranges, got " + text, e);
        }
    }

    /** Returns whether an address is that of a trusted proxy. */
    public boolean contain(String address) {
        if (ranges.isEmpty()) {
            return false;
        }
        String literal = Addresses.canonical(address);
        if (literal == null) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(InetAddress.ofLiteral(literal), 0);
        return ranges.stream().anyMatch(range -> range.matches(socket));
    }

    /**
     * Returns the address of the client: that of the connection, unless a trusted proxy forwards for another client. Each proxy appends the
     * address that it saw, so the last address that is not a trusted proxy is the client.
     *
     * @param forwarded values of {@code Forwarded}, or null
     * @param forwardedFor values of {@code X-Forwarded-For}, or null; read only without {@code Forwarded}
     */
    public String client(Connection connection, @Nullable String forwarded, @Nullable String forwardedFor) {
        String client = connection.address();
        List<String> hops = forwarded != null ? hopsOf(forwarded) : list(forwardedFor);
        for (int i = hops.size() - 1; i >= 0 && contain(client); i--) {
            String hop = Addresses.canonical(hops.get(i));
            if (hop == null) {
                return client;
            }
            client = hop;
        }
        return client;
    }

    private static List<String> hopsOf(String forwarded) {
        List<String> hops = new ArrayList<>();
        for (String element : list(forwarded)) {
            Matcher node = FOR.matcher(element);
            hops.add(node.find() ? (node.group(1) == null ? node.group(2) : node.group(1)) : "");
        }
        return hops;
    }

    private static List<String> list(@Nullable String header) {
        return header == null ? List.of() : List.of(header.split(",", -1));
    }
}
