package io.nodecore.control.config.template;

import io.nodecore.control.fact.VpnProtocol;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What {@code streamSettings} of an inbound may be: the transport and its security. */
final class StreamRules {

    /** Xray's words and their older names. */
    private static final Map<String, String> NETWORKS = Map.ofEntries(
            Map.entry("raw", "raw"),
            Map.entry("tcp", "raw"),
            Map.entry("xhttp", "xhttp"),
            Map.entry("splithttp", "xhttp"),
            Map.entry("mkcp", "mkcp"),
            Map.entry("kcp", "mkcp"),
            Map.entry("grpc", "grpc"),
            Map.entry("websocket", "websocket"),
            Map.entry("ws", "websocket"),
            Map.entry("httpupgrade", "httpupgrade"),
            Map.entry("hysteria", "hysteria"));

    private static final Set<String> XHTTP_MODES = Set.of("", "auto", "packet-up", "stream-up", "stream-one");
    private static final Set<String> WITH_REALITY = Set.of("raw", "xhttp", "grpc");

    private StreamRules() {}

    /** The transport's present name; of an unknown or absent one, Xray's default. */
    static String network(JsonNode inbound, VpnProtocol protocol) {
        JsonNode stream = inbound.path("streamSettings");
        String word = stream.path("network").asString(stream.path("method").asString(""));
        String unsaid = protocol == VpnProtocol.HYSTERIA2 ? "hysteria" : "raw";
        return NETWORKS.getOrDefault(word.toLowerCase(Locale.ROOT), unsaid);
    }

    static void check(TemplatePart inbound, VpnProtocol protocol) {
        inbound.part("streamSettings").ifPresent(stream -> {
            known(stream, "network");
            known(stream, "method");
            String network = network(inbound.json(), protocol);
            boolean isHysteria2 = protocol == VpnProtocol.HYSTERIA2;
            if (isHysteria2 && !network.equals("hysteria")) {
                stream.refuse("network", "must be hysteria: over any other transport its clients mean nothing");
            }
            security(stream, network, isHysteria2);
            transport(stream, network);
        });
    }

    private static void known(TemplatePart stream, String name) {
        String word = stream.text(name);
        if (!word.isEmpty() && !NETWORKS.containsKey(word.toLowerCase(Locale.ROOT))) {
            stream.refuse(
                    name,
                    "must be one of raw, xhttp, mkcp, grpc, websocket, httpupgrade, hysteria, got '" + word + "'");
        }
    }

    private static void security(TemplatePart stream, String network, boolean mayBeUnsaid) {
        String security = stream.text("security").toLowerCase(Locale.ROOT);
        switch (security) {
            case "", "none" -> {
                boolean unsaid = security.isEmpty() && mayBeUnsaid;
                if (network.equals("hysteria") && !unsaid) {
                    stream.refuse("security", "must be tls: hysteria is QUIC");
                } else if (unsaid) {
                    stream.part("tlsSettings").ifPresent(StreamRules::certificates);
                }
            }
            case "tls" ->
                stream.part("tlsSettings")
                        .ifPresentOrElse(
                                StreamRules::certificates,
                                () -> stream.refuse("tlsSettings.certificates", "is required with security tls"));
            case "reality" -> {
                if (!WITH_REALITY.contains(network)) {
                    stream.refuse("security", "reality needs the network raw, xhttp or grpc, got " + network);
                }
                stream.part("realitySettings")
                        .ifPresentOrElse(
                                RealityRules::check,
                                () -> stream.refuse("realitySettings", "is required with security reality"));
            }
            default -> stream.refuse("security", "must be one of none, tls, reality, got '" + security + "'");
        }
    }

    /** Without a certificate and its key, no client could ever connect. */
    private static void certificates(TemplatePart tls) {
        List<TemplatePart> certificates = tls.parts("certificates");
        if (certificates.isEmpty()) {
            tls.refuse("certificates", "must have at least one certificate");
        }
        for (TemplatePart certificate : certificates) {
            if (isAbsent(certificate, "certificateFile", "certificate")) {
                certificate.refuse("certificateFile", "is required, or the certificate itself as certificate");
            }
            boolean verifiesOnly = certificate.text("usage").equalsIgnoreCase("verify");
            if (!verifiesOnly && isAbsent(certificate, "keyFile", "key")) {
                certificate.refuse("keyFile", "is required, or the key itself as key");
            }
        }
    }

    private static boolean isAbsent(TemplatePart certificate, String file, String lines) {
        return certificate.text(file).isEmpty() && certificate.texts(lines).isEmpty();
    }

    private static void transport(TemplatePart stream, String network) {
        switch (network) {
            case "raw" -> {
                header(stream, "rawSettings");
                header(stream, "tcpSettings");
            }
            case "xhttp" -> {
                xhttp(stream, "xhttpSettings");
                xhttp(stream, "splithttpSettings");
            }
            case "httpupgrade" -> stream.part("httpupgradeSettings").ifPresent(StreamRules::noHost);
            case "hysteria" ->
                stream.part("hysteriaSettings").ifPresent(hysteria -> {
                    hysteria.inRange("version", 2, 2);
                    hysteria.inRange("udpIdleTimeout", 2, 600);
                });
            default -> {}
        }
    }

    private static void header(TemplatePart stream, String settings) {
        stream.part(settings).flatMap(raw -> raw.part("header")).ifPresent(header -> {
            String type = header.text("type");
            if (!type.equalsIgnoreCase("none") && !type.equalsIgnoreCase("http")) {
                header.refuse("type", "must be none or http, got '" + type + "'");
            }
        });
    }

    private static void xhttp(TemplatePart stream, String settings) {
        stream.part(settings).ifPresent(xhttp -> {
            String mode = xhttp.text("mode");
            if (!XHTTP_MODES.contains(mode)) {
                xhttp.refuse("mode", "must be one of auto, packet-up, stream-up, stream-one, got '" + mode + "'");
            }
            noHost(xhttp);
        });
    }

    private static void noHost(TemplatePart settings) {
        settings.part("headers").ifPresent(headers -> {
            if (headers.json().propertyNames().stream().anyMatch(name -> name.equalsIgnoreCase("host"))) {
                settings.refuse("headers", "must not have a host, which is a setting of its own");
            }
        });
    }
}
