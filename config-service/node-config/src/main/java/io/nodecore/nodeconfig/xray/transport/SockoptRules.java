package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import java.util.Set;

/** {@code sockopt} (Xray: {@code SocketConfig.Build}, {@code DefaultListener.Listen}). */
public final class SockoptRules {

    public static final Set<String> STRATEGIES = Set.of(
            "asis",
            "useip",
            "useipv4",
            "useipv6",
            "useipv4v6",
            "useipv6v4",
            "forceip",
            "forceipv4",
            "forceipv6",
            "forceipv4v6",
            "forceipv6v4");

    private static final Set<String> ADDRESS_STRATEGIES = Set.of(
            "none",
            "srvportonly",
            "srvaddressonly",
            "srvportandaddress",
            "txtportonly",
            "txtaddressonly",
            "txtportandaddress");

    private SockoptRules() {}

    public static void check(TemplatePart sockopt, boolean server) {
        sockopt.oneOf("domainStrategy", STRATEGIES);
        sockopt.oneOf("addressPortStrategy", ADDRESS_STRATEGIES);
        sockopt.parts("customSockopt");
        long idle = sockopt.number("tcpKeepAliveIdle", 0);
        long interval = sockopt.number("tcpKeepAliveInterval", 0);
        if (server && Long.signum(idle) * Long.signum(interval) < 0) {
            sockopt.refuse("tcpKeepAliveInterval", "must have the sign of tcpKeepAliveIdle");
        }
    }
}
