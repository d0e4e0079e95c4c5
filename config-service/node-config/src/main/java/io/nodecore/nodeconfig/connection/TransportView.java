package io.nodecore.nodeconfig.connection;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The transport settings that clients need. */
record TransportView(
        String network,
        String security,
        @Nullable String path,
        @Nullable String host,
        @Nullable String serviceName,
        @Nullable String mode,
        @Nullable String headerType,
        @Nullable JsonNode extra,
        @Nullable String obfs,
        @Nullable String obfsPassword) {

    static TransportView of(JsonNode stream) {
        String network = network(ConnectionRules.text(stream, stream.hasNonNull("method") ? "method" : "network"));
        String security = ConnectionRules.text(stream, "security").toLowerCase(Locale.ROOT);
        JsonNode settings = settings(stream, network);
        JsonNode mask = salamander(stream);
        boolean isHttp = network.equals("xhttp") || network.equals("websocket") || network.equals("httpupgrade");
        return new TransportView(
                network,
                security.isEmpty() ? "none" : security,
                isHttp ? settings.path("path").asString("/") : null,
                isHttp ? host(settings) : null,
                network.equals("grpc") ? settings.path("serviceName").asString("") : null,
                switch (network) {
                    case "xhttp" -> settings.path("mode").asString("auto");
                    case "grpc" -> settings.path("multiMode").asBoolean(false) ? "multi" : "gun";
                    default -> null;
                },
                network.equals("raw")
                                && settings.path("header")
                                        .path("type")
                                        .asString("none")
                                        .equals("http")
                        ? "http"
                        : null,
                network.equals("xhttp") && settings.path("extra").isObject() ? settings.path("extra") : null,
                mask.isMissingNode() ? null : mask.has("packetSize") ? "gecko" : "salamander",
                mask.isMissingNode() ? null : mask.path("password").asString(""));
    }

    private static String network(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "", "tcp", "raw" -> "raw";
            case "splithttp", "xhttp" -> "xhttp";
            case "kcp", "mkcp" -> "mkcp";
            case "ws", "websocket" -> "websocket";
            default -> word.toLowerCase(Locale.ROOT);
        };
    }

    private static JsonNode settings(JsonNode stream, String network) {
        return switch (network) {
            case "raw" -> stream.hasNonNull("rawSettings") ? stream.path("rawSettings") : stream.path("tcpSettings");
            case "xhttp" ->
                stream.hasNonNull("xhttpSettings") ? stream.path("xhttpSettings") : stream.path("splithttpSettings");
            case "websocket" -> stream.path("wsSettings");
            default -> stream.path(network + "Settings");
        };
    }

    private static @Nullable String host(JsonNode settings) {
        String host = ConnectionRules.text(settings, "host");
        String ofHeaders = settings.path("headers")
                .path("Host")
                .asString(settings.path("headers").path("host").asString(""));
        String either = host.isEmpty() ? ofHeaders : host;
        return either.isEmpty() ? null : either;
    }

    private static JsonNode salamander(JsonNode stream) {
        for (JsonNode mask : stream.path("finalmask").path("udp")) {
            if (mask.path("type").asString("").equalsIgnoreCase("salamander")) {
                return mask.path("settings");
            }
        }
        return stream.path("finalmask").path("udp").path("none");
    }
}
