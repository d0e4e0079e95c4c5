package io.nodecore.nodeconfig.template;

import io.nodecore.admin.failure.Violations;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.inbound.Inbound;
import io.nodecore.nodeconfig.xray.reading.TemplatePart;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Inbounds that get another tag and keep their ids and links.
 *
 * @param tags old tag → new tag
 */
public record Renames(Map<String, String> tags) {

    public static final Renames NONE = new Renames(Map.of());

    /** The member {@code renames} of a body. */
    static Renames of(TemplatePart body) {
        Map<String, String> tags = new LinkedHashMap<>();
        body.part("renames")
                .ifPresent(renames -> renames.json().propertyNames().forEach(old -> {
                    String renamed = renames.text(old);
                    if (!renamed.isEmpty() && !renamed.equals(old)) {
                        tags.put(old, renamed);
                    }
                }));
        return new Renames(tags);
    }

    /**
     * Returns the ids that the new inbounds keep, by their new tags. A rename that is already made is ignored, so that a request can be
     * repeated.
     *
     * @throws io.nodecore.admin.failure.FailureException naming every rename that can't be made
     */
    public Map<String, Long> keptIds(List<NodeProtocol> before, List<Inbound> wanted) {
        Map<String, Long> known = before.stream().collect(Collectors.toMap(NodeProtocol::tag, NodeProtocol::id));
        Set<String> wantedTags = wanted.stream().map(Inbound::tag).collect(Collectors.toSet());
        Map<String, String> made = new LinkedHashMap<>(tags);
        made.entrySet().removeIf(rename -> !known.containsKey(rename.getKey()) && known.containsKey(rename.getValue()));
        var violations = new Violations();
        Set<String> taken = new HashSet<>();
        made.forEach((old, renamed) -> {
            String field = "renames." + old;
            if (!known.containsKey(old)) {
                violations.add(field, "the node has no inbound '" + old + "'");
            } else if (!wantedTags.contains(renamed)) {
                violations.add(field, "the services have no inbound '" + renamed + "'");
            } else if (!taken.add(renamed)) {
                violations.add(field, "another inbound is renamed to '" + renamed + "' too");
            } else if (known.containsKey(renamed) && !made.containsKey(renamed)) {
                violations.add(field, "'" + renamed + "' is the tag of another inbound of the node");
            }
        });
        violations.refuseIfAny();
        Map<String, Long> kept = new LinkedHashMap<>(known);
        kept.keySet().removeAll(made.keySet());
        made.forEach((old, renamed) -> kept.put(renamed, known.get(old)));
        kept.keySet().retainAll(wantedTags);
        return kept;
    }
}
