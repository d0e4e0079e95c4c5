package io.nodecore.control.config.template;

import io.nodecore.nodeconfig.CanonicalJson;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Templates as operators may write them: all protocols, and whatever may be said or left out. */
public final class RandomTemplates {

    private static final List<String> PROTOCOLS = List.of(
            "vless",
            "vmess",
            "trojan",
            "shadowsocks",
            "hysteria2",
            "hysteria",
            "socks",
            "mixed",
            "http",
            "wireguard",
            "dokodemo-door");

    private static final List<String> STREAMS = List.of(
            "{}",
            "{'network': 'tcp'}",
            "{'network': 'ws', 'wsSettings': {'path': '/a'}}",
            "{'method': 'xhttp', 'security': 'none'}",
            "{'network': 'grpc', 'security': 'tls', 'tlsSettings': {'certificates': [{'certificate': ['c'], 'key':"
                    + " ['k']}]}}",
            "{'security': 'tls', 'tlsSettings': {'certificates': [{'certificateFile': 'c', 'keyFile': 'k'}]}}",
            "{'security': 'reality', 'realitySettings': {'dest': 443, 'serverNames': ['a'], 'shortIds': ['', 'ab'],"
                    + " 'privateKey': 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY'}}");

    private static final Map<String, List<String>> SETTINGS = Map.of(
            "vless",
            List.of(
                    "{'decryption': 'none', 'flow': 'xtls-rprx-vision'}",
                    "{'clients': [{'id': 'a', 'flow': 'xtls-rprx-vision'}]}",
                    "{'fallbacks': [{'dest': 80}, {'dest': 'a:81', 'path': '/b', 'xver': 1}]}"),
            "vmess",
            List.of("{'clients': []}", "{'users': [{'id': '6f1b0c2e-9d0a-4b7e-8f57-0d5d1b1c9a01'}]}"),
            "trojan",
            List.of("{'clients': [{'password': 'p'}]}", "{'fallbacks': [{'dest': '@a'}]}"),
            "shadowsocks",
            List.of(
                    "{'method': 'aes-256-gcm', 'network': 'tcp,udp'}",
                    "{'method': '2022-blake3-aes-128-gcm', 'password': '" + key(16) + "'}",
                    "{'method': '2022-blake3-aes-256-gcm', 'password': '" + key(32) + "'}"),
            "socks",
            List.of("{'auth': 'noauth', 'udp': true}", "{'userLevel': 4}"));

    private static final List<String> POLICIES = List.of(
            "{}",
            "{'levels': {'0': {'statsUserOnline': false, 'connIdle': 5}, '3': {}}}",
            "{'system': {'statsInboundUplink': false}}");

    private final RandomGenerator random;

    public RandomTemplates(RandomGenerator random) {
        this.random = random;
    }

    public JsonNode next() {
        ObjectNode templates = CanonicalJson.json.createObjectNode();
        ObjectNode xray = templates.putObject("xray");
        ArrayNode inbounds = xray.putArray("inbounds");
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            inbounds.add(inbound(i));
        }
        if (random.nextBoolean()) {
            xray.set("policy", parsed(one(POLICIES)));
        }
        if (random.nextBoolean()) {
            xray.set("outbounds", parsed("[{'tag': 'direct', 'protocol': 'freedom'}]"));
            xray.set("routing", parsed("{'rules': [{'ip': ['10.0.0.0/8'], 'outboundTag': 'direct'}]}"));
        }
        if (random.nextBoolean()) {
            templates.set("mtproto", parsed("{'inbounds': [{'tag': 'telegram', 'port': 9000}]}"));
        }
        return templates;
    }

    private ObjectNode inbound(int i) {
        String protocol = one(PROTOCOLS);
        ObjectNode inbound = CanonicalJson.json.createObjectNode();
        inbound.put("tag", "in-" + i).put("protocol", protocol);
        if (random.nextBoolean()) {
            inbound.put("port", 1000 + i);
        } else {
            inbound.put("port", (1000 + i) + "," + (2000 + 10 * i) + "-" + (2009 + 10 * i));
        }
        if (random.nextBoolean()) {
            inbound.put("listen", one(List.of("0.0.0.0", "::", "10.0.0.1")));
        }
        if (protocol.equals("wireguard")) {
            inbound.set("settings", parsed("{'secretKey': '" + key(32) + "'}"));
        } else if (SETTINGS.containsKey(protocol) && random.nextInt(4) > 0) {
            inbound.set("settings", parsed(one(SETTINGS.get(protocol))));
        }
        boolean hasStream = List.of("vless", "vmess", "trojan").contains(protocol) && random.nextBoolean();
        if (hasStream) {
            inbound.set("streamSettings", parsed(one(STREAMS)));
        }
        return inbound;
    }

    /** The same document with the members of its objects in another order. */
    public JsonNode shuffled(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>(object.propertyNames());
                Collections.shuffle(names, java.util.Random.from(random));
                ObjectNode copy = CanonicalJson.json.createObjectNode();
                names.forEach(name -> copy.set(name, shuffled(object.get(name))));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = CanonicalJson.json.createArrayNode();
                array.forEach(element -> copy.add(shuffled(element)));
                yield copy;
            }
            default -> node;
        };
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String key(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private static JsonNode parsed(String text) {
        return CanonicalJson.json.readTree(text.replace('\'', '"'));
    }
}
