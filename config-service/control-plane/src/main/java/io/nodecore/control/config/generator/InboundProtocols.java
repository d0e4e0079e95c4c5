package io.nodecore.control.config.generator;

import io.nodecore.control.fact.VpnProtocol;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Xray's words for what an inbound speaks, beside our own. Both read without regard to case. */
public final class InboundProtocols {

    /** Inbounds without users, such as the one of Xray's own API: they pass through, and become no node protocol. */
    private static final Set<String> WITHOUT_LINKS = Set.of("dokodemo-door", "tunnel", "tun");

    private static final String HYSTERIA = "hysteria";

    public static final String ALL =
            "vless, vmess, trojan, shadowsocks, hysteria2, wireguard, socks, http, mixed, dokodemo-door, tunnel, tun";

    private InboundProtocols() {}

    public static boolean isWithoutLinks(String word) {
        return WITHOUT_LINKS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Xray calls socks with http beside it mixed, and the second version of hysteria just hysteria. */
    public static Optional<VpnProtocol> ofXray(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case HYSTERIA -> Optional.of(VpnProtocol.HYSTERIA2);
            case "mixed" -> Optional.of(VpnProtocol.SOCKS);
            default -> VpnProtocol.of(word).filter(known -> known != VpnProtocol.MTPROTO);
        };
    }

    /** What Xray itself reads, lower-case. */
    public static String xrayWord(String word) {
        String known = word.toLowerCase(Locale.ROOT);
        return known.equals(VpnProtocol.HYSTERIA2.word()) ? HYSTERIA : known;
    }
}
