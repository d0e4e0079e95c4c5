package io.nodecore.nodeconfig.inbound;

import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.VpnProtocol;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds the clients of links to an inbound's settings. The generator owns the list of clients: those of a template are replaced, except for
 * clients of reverse proxies. {@code email} is always the link's UUID, because Xray counts traffic by it.
 */
public final class InboundClients {

    private static final JsonMapper json = CanonicalJson.json;

    private InboundClients() {}

    public static void put(ObjectNode inbound, VpnProtocol protocol, List<UUID> links) {
        ObjectNode settings = CanonicalJson.object(inbound, "settings");
        JsonNode unserved = settings.hasNonNull("clients") ? settings.get("clients") : settings.get("users");
        // Newer releases of Xray also accept this name of the list.
        settings.remove("users");
        switch (protocol) {
            case VLESS -> vless(settings, unserved, links);
            case VMESS -> clients(settings, links, (client, link) -> client.put("id", link.toString()));
            case TROJAN ->
                clients(
                        settings,
                        links,
                        (client, link) -> client.put("password", LinkSecrets.password(protocol.word(), link)));
            case HYSTERIA2 ->
                // Xray reads auth; other programs use the name password.
                clients(settings, links, (client, link) -> {
                    String password = LinkSecrets.password(protocol.word(), link);
                    client.put("auth", password).put("password", password);
                });
            case SHADOWSOCKS -> shadowsocks(settings, links);
            case SOCKS -> {
                // Without this, Xray would accept everyone.
                settings.put("auth", "password");
                accounts(settings, protocol, links);
            }
            case HTTP -> accounts(settings, protocol, links);
            case MTPROTO -> telemtUsers(settings, links);
            case WIREGUARD -> {}
        }
    }

    private interface Credentials {
        public void put(ObjectNode client, UUID link);
    }

    /**
     * The flow of every client is in {@code settings.flow} of the template, or in the first client that the template lists. The template's
     * clients for reverse proxies stay: traffic that is routed to their tags uses them.
     */
    private static void vless(ObjectNode settings, @Nullable JsonNode unserved, List<UUID> links) {
        String said = text(settings.remove("flow"));
        String flow = said.isEmpty() && unserved != null
                ? unserved.path(0).path("flow").asString("")
                : said;
        clients(settings, links, (client, link) -> {
            client.put("id", link.toString());
            if (!flow.isEmpty()) {
                client.put("flow", flow);
            }
        });
        List<JsonNode> bridges = unserved == null
                ? List.of()
                : unserved.valueStream()
                        .filter(client -> client.path("reverse").isObject())
                        .toList();
        ArrayNode clients = (ArrayNode) settings.path("clients");
        for (int i = 0; i < bridges.size(); i++) {
            ObjectNode bridge = ((ObjectNode) bridges.get(i)).deepCopy();
            if (!said.isEmpty() && bridge.path("flow").asString("").isEmpty()) {
                bridge.put("flow", said);
            }
            clients.insert(i, bridge);
        }
    }

    private static String text(@Nullable JsonNode node) {
        return node == null ? "" : node.asString("");
    }

    /** The 2022 ciphers require keys of their own length; with the classic ciphers each client names its cipher. */
    private static void shadowsocks(ObjectNode settings, List<UUID> links) {
        String cipher = text(settings.get("method"));
        clients(settings, links, (client, link) -> {
            if (cipher.startsWith("2022-")) {
                client.put("password", LinkSecrets.key(cipher, link));
            } else {
                client.put("password", LinkSecrets.password(VpnProtocol.SHADOWSOCKS.word(), link));
                if (!cipher.isEmpty()) {
                    client.put("method", cipher);
                }
            }
        });
    }

    private static void clients(ObjectNode settings, List<UUID> links, Credentials credentials) {
        ArrayNode clients = json.createArrayNode();
        for (UUID link : links) {
            ObjectNode client = clients.addObject();
            credentials.put(client, link);
            client.put("email", link.toString());
        }
        settings.set("clients", clients);
    }

    private static void accounts(ObjectNode settings, VpnProtocol protocol, List<UUID> links) {
        ArrayNode accounts = json.createArrayNode();
        for (UUID link : links) {
            accounts.addObject()
                    .put("user", link.toString())
                    .put("pass", LinkSecrets.password(protocol.word(), link))
                    .put("email", link.toString());
        }
        settings.set("accounts", accounts);
    }

    private static void telemtUsers(ObjectNode settings, List<UUID> links) {
        ArrayNode users = json.createArrayNode();
        for (UUID link : links) {
            users.addObject().put("username", link.toString()).put("secret", LinkSecrets.secret(link));
        }
        settings.set("users", users);
    }
}
