package io.nodecore.nodeconfig;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The protocol of an inbound. */
public enum VpnProtocol {
    VLESS,
    VMESS,
    TROJAN,
    SHADOWSOCKS,
    HYSTERIA2,
    WIREGUARD,
    SOCKS,
    HTTP,
    MTPROTO;

    /** The word of the contract, lower-case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word without regard to case. */
    public static Optional<VpnProtocol> of(String word) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
