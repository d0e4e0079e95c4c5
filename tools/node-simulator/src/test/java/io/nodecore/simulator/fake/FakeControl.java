package io.nodecore.simulator.fake;

import io.nodecore.simulator.core.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The control plane in memory. */
public final class FakeControl {

    private final Map<Long, Node> nodes = new HashMap<>();
    private final Map<String, String> codes = new HashMap<>();
    private final Map<Long, Long> userOfSubscription = new HashMap<>();
    private final Set<Long> users = new HashSet<>();
    private final List<Link> links = new ArrayList<>();
    private long lastId;

    public synchronized int nodeCount() {
        return nodes.size();
    }

    public synchronized int userCount() {
        return users.size();
    }

    public synchronized int linkCount() {
        return links.size();
    }

    /** Where each node's agent says its own HTTP server is. */
    public synchronized List<Integer> agentPorts() {
        return nodes.values().stream().map(node -> node.port).toList();
    }

    /** Whether every node has confirmed its latest revision. */
    public synchronized boolean isSynced() {
        return nodes.values().stream().allMatch(node -> node.applied == node.revision);
    }

    synchronized void hear(long nodeId, Report report) {
        Node node = nodes.get(nodeId);
        if (node != null && report instanceof Report.ConfigApplied(var _, var request)) {
            node.applied = request.getRevision();
        }
    }

    synchronized boolean needsSync(long nodeId, long revision) {
        Node node = nodes.get(nodeId);
        return node != null && node.revision != revision;
    }

    public synchronized String newCode() {
        String code = "code-" + UUID.randomUUID();
        codes.put(code, "");
        return code;
    }

    /** Empty where the code is unknown or another node's. */
    public synchronized Optional<Node> register(String code, String name, int port) {
        String sameNode = name + ":" + port;
        String usedBy = codes.get(code);
        if (usedBy == null || !(usedBy.isEmpty() || usedBy.equals(sameNode))) {
            return Optional.empty();
        }
        codes.put(code, sameNode);
        Node node = nodes.values().stream()
                .filter(known -> known.name.equals(name) && !usedBy.isEmpty())
                .findAny()
                .orElseGet(() -> new Node(++lastId, name));
        node.port = port;
        node.authKey = UUID.randomUUID().toString();
        nodes.put(node.id, node);
        return Optional.of(node);
    }

    synchronized @Nullable Node byKey(@Nullable String authKey) {
        return nodes.values().stream()
                .filter(node -> node.authKey.equals(authKey))
                .findAny()
                .orElse(null);
    }

    synchronized void move(long nodeId, int port) {
        node(nodeId).port = port;
    }

    synchronized ObjectNode putServices(long nodeId, JsonNode services) {
        Node node = node(nodeId);
        if (!services.equals(node.services)) {
            node.services = services;
            publish(node);
        }
        ObjectNode answer = JsonMapper.shared().createObjectNode().put("revision", node.revision);
        ArrayNode protocols = answer.putArray("protocols");
        for (JsonNode inbound : inbounds(services)) {
            String tag = inbound.path("tag").asString();
            long id = node.protocols.computeIfAbsent(tag, _ -> ++lastId);
            protocols.addObject().put("id", id).put("tag", tag);
        }
        return answer;
    }

    synchronized long createUser() {
        users.add(++lastId);
        return lastId;
    }

    synchronized boolean hasUser(long id) {
        return users.contains(id);
    }

    synchronized long createSubscription(long userId) {
        userOfSubscription.put(++lastId, userId);
        return lastId;
    }

    synchronized String createLink(long subscriptionId, long nodeProtocolId) {
        String uuid = UUID.randomUUID().toString();
        links.add(new Link(uuid, subscriptionId, nodeProtocolId));
        nodes.values().stream()
                .filter(node -> node.protocols.containsValue(nodeProtocolId))
                .forEach(this::publish);
        return uuid;
    }

    synchronized void watch(long nodeId, long revision, LongConsumer watcher) {
        Node node = node(nodeId);
        node.watchers.add(watcher);
        if (node.revision != revision) {
            watcher.accept(node.revision);
        }
    }

    /** The config as the contract shapes it. */
    synchronized ObjectNode config(long nodeId) {
        Node node = node(nodeId);
        ObjectNode config = JsonMapper.shared().createObjectNode().put("revision", node.revision);
        ObjectNode clientMap = config.putObject("clientMap");
        ObjectNode mtprotoClientMap = config.putObject("mtprotoClientMap");
        JsonNode services = node.services.deepCopy();
        config.set("services", services);
        for (JsonNode inbound : inbounds(services)) {
            boolean mtproto = inbound.path("protocol").asString().equals("mtproto");
            ArrayNode clients = (ArrayNode) inbound.path("settings").path(mtproto ? "users" : "clients");
            for (Link link : links) {
                if (Long.valueOf(link.nodeProtocolId)
                        .equals(node.protocols.get(inbound.path("tag").asString()))) {
                    clients.addObject().put("email", link.uuid);
                    (mtproto ? mtprotoClientMap : clientMap)
                            .putObject(link.uuid)
                            .put("userId", userOfSubscription.get(link.subscriptionId))
                            .put("subscriptionId", link.subscriptionId);
                }
            }
        }
        return config;
    }

    private void publish(Node node) {
        node.revision++;
        node.watchers.forEach(watcher -> watcher.accept(node.revision));
    }

    private Node node(long id) {
        return java.util.Objects.requireNonNull(nodes.get(id), () -> "no node " + id);
    }

    private static List<JsonNode> inbounds(JsonNode services) {
        List<JsonNode> inbounds = new ArrayList<>();
        services.path("xray").path("inbounds").forEach(inbounds::add);
        services.path("mtproto").path("inbounds").forEach(inbounds::add);
        return inbounds;
    }

    private record Link(String uuid, long subscriptionId, long nodeProtocolId) {}

    /** A node as the control plane knows it. */
    public static final class Node {
        final long id;
        final String name;
        final Map<String, Long> protocols = new HashMap<>();
        final List<LongConsumer> watchers = new ArrayList<>();
        String authKey = "";
        int port;
        long revision;
        long applied;
        JsonNode services = JsonMapper.shared().createObjectNode();

        Node(long id, String name) {
            this.id = id;
            this.name = name;
        }

        public long id() {
            return id;
        }

        public String authKey() {
            return authKey;
        }
    }
}
