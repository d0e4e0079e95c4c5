package io.nodecore.control.config.template;

import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.nodeconfig.CanonicalJson;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.template.Renames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** If inbounds were renamed after an older content was published, restoring that content restores their old tags. */
final class RestoredTags {

    private static final List<String> LISTS = List.of("clients", "accounts", "users");

    private RestoredTags() {}

    /** A link in the older content identifies the current inbound that had the older tag. */
    static Renames renames(NodeContent older, List<NodeProtocol> protocols, List<Link> links) {
        Map<Long, String> tags = protocols.stream().collect(Collectors.toMap(NodeProtocol::id, NodeProtocol::tag));
        Map<String, Long> owners =
                links.stream().collect(Collectors.toMap(link -> link.uuid().toString(), Link::nodeProtocolId));
        Set<String> current = Set.copyOf(tags.values());
        Map<String, String> renames = new HashMap<>();
        for (JsonNode service : CanonicalJson.json.readTree(older.services())) {
            for (JsonNode inbound : service.path("inbounds")) {
                String olderTag = inbound.path("tag").asString("");
                String tag = tags.get(protocolOf(inbound.path("settings"), owners));
                if (tag != null && !tag.equals(olderTag) && !current.contains(olderTag)) {
                    renames.put(tag, olderTag);
                }
            }
        }
        return new Renames(renames);
    }

    /** 0 if the inbound has no link left. */
    private static long protocolOf(JsonNode settings, Map<String, Long> owners) {
        for (String list : LISTS) {
            for (JsonNode client : settings.path(list)) {
                Long owner = owners.get(
                        client.path("email").asString(client.path("username").asString("")));
                if (owner != null) {
                    return owner;
                }
            }
        }
        return 0;
    }
}
