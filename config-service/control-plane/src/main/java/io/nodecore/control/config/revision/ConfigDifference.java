package io.nodecore.control.config.revision;

import io.nodecore.control.fact.NodeContent;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.difference.JsonChange;
import io.nodecore.nodeconfig.difference.JsonDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The difference between two configs of a node: the links of each inbound, and the rest of the services.
 *
 * @param summary in one line
 * @param links the inbounds whose links changed, in the order of their tags
 * @param changes of the services without the links
 */
public record ConfigDifference(String summary, List<InboundLinks> links, List<JsonChange> changes) {

    /**
     * The links that were added to an inbound and removed from it.
     *
     * @param inbound its tag
     * @param added how many were added; {@code addedLinks} lists the first of them; {@code removed} and {@code removedLinks} likewise
     */
    public record InboundLinks(
            String inbound, int added, int removed, List<Owned> addedLinks, List<Owned> removedLinks) {}

    /** A link with its user and subscription. */
    public record Owned(String uuid, long userId, long subscriptionId) {}

    /** Where the generator puts the clients of the different protocols. */
    private static final List<String> LISTS = List.of("clients", "accounts", "users");

    private record Read(Map<String, Map<String, Owned>> links, ObjectNode services) {}

    /** @param mostLinks maximum number of added and of removed links listed for each inbound */
    public static ConfigDifference between(NodeContent before, NodeContent after, int mostLinks) {
        Read old = read(before);
        Read fresh = read(after);
        var tags = new TreeSet<>(old.links().keySet());
        tags.addAll(fresh.links().keySet());
        List<InboundLinks> links = new ArrayList<>();
        for (String tag : tags) {
            Map<String, Owned> had = old.links().getOrDefault(tag, Map.of());
            Map<String, Owned> has = fresh.links().getOrDefault(tag, Map.of());
            List<Owned> added = without(has, had);
            List<Owned> removed = without(had, has);
            if (!added.isEmpty() || !removed.isEmpty()) {
                links.add(new InboundLinks(
                        tag, added.size(), removed.size(), first(added, mostLinks), first(removed, mostLinks)));
            }
        }
        List<JsonChange> changes = JsonDifference.between(old.services(), fresh.services());
        return new ConfigDifference(summary(links, changes), links, changes);
    }

    /** The same as text for people: + added, - removed, ~ changed. */
    public List<String> lines() {
        Stream<String> ofLinks = links.stream()
                .flatMap(inbound -> Stream.concat(
                        inbound.addedLinks().stream().map(link -> line("+ ", inbound, link)),
                        inbound.removedLinks().stream().map(link -> line("- ", inbound, link))));
        return Stream.concat(ofLinks, changes.stream().map(JsonChange::line)).toList();
    }

    private static String line(String sign, InboundLinks inbound, Owned link) {
        return sign + inbound.inbound() + ": link " + link.uuid() + " of user " + link.userId() + ", subscription "
                + link.subscriptionId();
    }

    private static String summary(List<InboundLinks> links, List<JsonChange> changes) {
        int added = links.stream().mapToInt(InboundLinks::added).sum();
        int removed = links.stream().mapToInt(InboundLinks::removed).sum();
        return "links: " + added + " added, " + removed + " removed; services: " + changes.size() + " changed";
    }

    private static List<Owned> without(Map<String, Owned> links, Map<String, Owned> others) {
        return links.entrySet().stream()
                .filter(link -> !others.containsKey(link.getKey()))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingLong(Owned::userId)
                        .thenComparingLong(Owned::subscriptionId)
                        .thenComparing(Owned::uuid))
                .toList();
    }

    private static List<Owned> first(List<Owned> links, int most) {
        return links.size() <= most ? links : List.copyOf(links.subList(0, most));
    }

    private static Read read(NodeContent content) {
        ObjectNode services = (ObjectNode) CanonicalJson.json.readTree(content.services());
        JsonNode xrayOwners = CanonicalJson.json.readTree(content.clientMap());
        JsonNode mtprotoOwners = CanonicalJson.json.readTree(content.mtprotoClientMap());
        Map<String, Map<String, Owned>> links = new TreeMap<>();
        collect(services.path("xray"), xrayOwners, links);
        collect(services.path("mtproto"), mtprotoOwners, links);
        return new Read(links, services);
    }

    private static void collect(JsonNode service, JsonNode owners, Map<String, Map<String, Owned>> links) {
        for (JsonNode inbound : service.path("inbounds")) {
            if (inbound.path("settings") instanceof ObjectNode settings) {
                Map<String, Owned> found = new TreeMap<>();
                for (String list : LISTS) {
                    JsonNode clients = settings.remove(list);
                    if (clients != null) {
                        ArrayNode others = settings.arrayNode();
                        for (JsonNode client : clients) {
                            if (!isOwned(client, owners, found)) {
                                others.add(client);
                            }
                        }
                        if (!others.isEmpty()) {
                            settings.set(list, others);
                        }
                    }
                }
                links.put(inbound.path("tag").asString(""), found);
            }
        }
    }

    /** A client without an owner belongs to the template, and counts as part of the services. */
    private static boolean isOwned(JsonNode client, JsonNode owners, Map<String, Owned> found) {
        String uuid = client.path("email").asString(client.path("username").asString(""));
        JsonNode owner = owners.path(uuid);
        if (owner.isMissingNode()) {
            return false;
        }
        found.put(
                uuid,
                new Owned(
                        uuid,
                        owner.path("userId").asLong(0),
                        owner.path("subscriptionId").asLong(0)));
        return true;
    }
}
