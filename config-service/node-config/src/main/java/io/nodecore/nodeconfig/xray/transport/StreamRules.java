package io.nodecore.nodeconfig.xray.transport;

import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import io.nodecore.nodeconfig.xray.reading.XrayChange;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** {@code streamSettings}: the transport and its security (Xray: {@code StreamConfig.Build}). */
public final class StreamRules {

    public static final String RAW = "raw";
    public static final String XHTTP = "xhttp";
    public static final String MKCP = "mkcp";
    public static final String HYSTERIA = "hysteria";

    /** Xray's names, including older ones. */
    private static final Map<String, String> NETWORKS = Map.ofEntries(
            Map.entry("raw", RAW),
            Map.entry("tcp", RAW),
            Map.entry("xhttp", XHTTP),
            Map.entry("splithttp", XHTTP),
            Map.entry("mkcp", MKCP),
            Map.entry("kcp", MKCP),
            Map.entry("grpc", "grpc"),
            Map.entry("websocket", "websocket"),
            Map.entry("ws", "websocket"),
            Map.entry("httpupgrade", "httpupgrade"),
            Map.entry("hysteria", HYSTERIA));

    private static final Map<String, String> REMOVED =
            Map.of("h2", "xhttp", "h3", "xhttp", "http", "xhttp", "quic", "xhttp with ALPN h3");

    private static final Set<String> WITH_REALITY = Set.of(RAW, XHTTP, "grpc");

    private StreamRules() {}

    /** The transport of a stream, by its current name. */
    public static String network(JsonNode stream, String absent) {
        JsonNode word = stream.hasNonNull("method") ? stream.path("method") : stream.path("network");
        return NETWORKS.getOrDefault(word.asString("").toLowerCase(Locale.ROOT), absent);
    }

    public static String security(JsonNode stream) {
        return stream.path("security").asString("").toLowerCase(Locale.ROOT);
    }

    /** If ALPN is only h3, XHTTP is HTTP/3 and listens on UDP. */
    public static boolean isUdp(JsonNode stream, String absent) {
        String network = network(stream, absent);
        return network.equals(MKCP)
                || network.equals(HYSTERIA)
                || (network.equals(XHTTP) && security(stream).equals("tls") && isHttp3(stream.path("tlsSettings")));
    }

    private static boolean isHttp3(JsonNode tls) {
        JsonNode alpn = tls.path("alpn");
        return alpn.isString()
                ? alpn.stringValue().equals("h3")
                : alpn.size() == 1 && alpn.path(0).asString("").equals("h3");
    }

    /**
     * @param absent the network of a stream that names none
     * @param server whether the stream belongs to an inbound
     */
    public static void check(TemplatePart stream, String absent, boolean server) {
        known(stream, "network");
        known(stream, "method");
        String network = network(stream.json(), absent);
        security(stream, network, server);
        TransportRules.check(stream, server);
        stream.part("sockopt").ifPresent(sockopt -> SockoptRules.check(sockopt, server));
        stream.part("finalmask").ifPresent(MaskRules::check);
    }

    private static void known(TemplatePart stream, String name) {
        String word = stream.text(name);
        String lower = word.toLowerCase(Locale.ROOT);
        String instead = REMOVED.get(lower);
        if (instead != null && !stream.isSince(XrayChange.HTTP_AND_QUIC_REMOVED)) {
            return;
        }
        if (instead != null) {
            stream.refuse(name, "'" + word + "' was removed from Xray, use " + instead);
        } else if (!NETWORKS.containsKey(lower) && !(word.isEmpty() && !stream.has(name))) {
            stream.refuse(
                    name,
                    "must be one of " + String.join(", ", new TreeSet<>(NETWORKS.values())) + ", got '" + word + "'");
        }
    }

    private static void security(TemplatePart stream, String network, boolean server) {
        String security = stream.text("security").toLowerCase(Locale.ROOT);
        switch (security) {
            case "", "none" -> {
                if (network.equals(HYSTERIA) && server) {
                    stream.refuse("security", "must be tls: hysteria is QUIC");
                }
            }
            case "tls" -> TlsRules.check(stream.partOrEmpty("tlsSettings"), server);
            case "reality" -> reality(stream, network, server);
            case "xtls" -> stream.refuse("security", "xtls was removed from Xray, use tls or reality with a flow");
            default -> stream.refuse("security", "must be one of none, tls, reality, got '" + security + "'");
        }
    }

    private static void reality(TemplatePart stream, String network, boolean server) {
        if (!WITH_REALITY.contains(network)) {
            stream.refuse("security", "reality needs the network raw, xhttp or grpc, got " + network);
        }
        if (!stream.has("realitySettings")) {
            stream.refuse("realitySettings", "is required with security reality");
        }
        stream.part("realitySettings").ifPresent(reality -> {
            if (server || reality.has("target") || reality.has("dest")) {
                RealityRules.server(reality);
            } else {
                RealityRules.client(reality);
            }
        });
    }
}
