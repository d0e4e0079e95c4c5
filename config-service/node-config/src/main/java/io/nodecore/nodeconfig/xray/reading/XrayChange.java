package io.nodecore.nodeconfig.xray.reading;

/** The changes between releases of Xray that affect configs. */
public enum XrayChange {
    /** The transports h2, http and quic were removed. */
    HTTP_AND_QUIC_REMOVED("24.12.15"),
    VLESS_ENCRYPTION_ADDED("25.8.29"),
    TUN_ADDED("26.1.13"),
    ALLOW_INSECURE_REMOVED("26.1.31"),
    /** They were replaced by masks. */
    MKCP_HEADER_REMOVED("26.1.31"),
    HYSTERIA_INBOUND_ADDED("26.3.23"),
    LEGACY_REVERSE_REMOVED("26.4.25"),
    /** Unencrypted VLESS and Trojan to public addresses, and Shadowsocks without a cipher. */
    OPEN_OUTBOUNDS_REFUSED("26.7.11");

    private final XrayVersion since;

    XrayChange(String since) {
        this.since = XrayVersion.of(since);
    }

    /** The first release that has the change. */
    public XrayVersion since() {
        return since;
    }
}
