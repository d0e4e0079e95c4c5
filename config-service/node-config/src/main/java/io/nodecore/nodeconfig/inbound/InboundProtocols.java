package io.nodecore.nodeconfig.inbound;

import io.nodecore.nodeconfig.VpnProtocol;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Xray's names for the protocols of inbounds, and our own names. Both are read without regard to case. */
public final class InboundProtocols {

    /** Inbounds without users, such as that of Xray's own API: they are copied unchanged, and do not become node protocols. */
    private static final Set<String> WITHOUT_LINKS = Set.of("dokodemo-door", "tunnel", "tun");

    private static final String HYSTERIA = "hysteria";

    public static final String ALL =
            "vless, vmess, trojan, shadowsocks, hysteria2, wireguard, socks, http, mixed, dokodemo-door, tunnel, tun";

    private InboundProtocols() {}

    public static boolean isWithoutLinks(String word) {
        return WITHOUT_LINKS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Xray's name for socks together with http is mixed, and its name for the second version of hysteria is hysteria. */
    public static Optional<VpnProtocol> ofXray(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case HYSTERIA -> Optional.of(VpnProtocol.HYSTERIA2);
            case "mixed" -> Optional.of(VpnProtocol.SOCKS);
            default -> VpnProtocol.of(word).filter(known -> known != VpnProtocol.MTPROTO);
        };
    }

    /** The names that Xray itself reads, lower-case. */
    public static String xrayWord(String word) {
        String known = word.toLowerCase(Locale.ROOT);
        return known.equals(VpnProtocol.HYSTERIA2.word()) ? HYSTERIA : known;
    }
}
