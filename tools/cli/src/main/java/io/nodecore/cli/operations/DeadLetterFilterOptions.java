package io.nodecore.cli.operations;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.cli.connection.CoreOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Selects the dead letters of a command; an absent option does not restrict them. */
final class DeadLetterFilterOptions {

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Topic of the facts, such as node.usage.")
    private @Nullable String topic;

    @Option(
            names = "--projection",
            paramLabel = "NAME",
            description = "Projection that refused them, such as usage; ./nodecore projections lists the names.")
    private @Nullable String projection;

    @Option(names = "--node", paramLabel = "ID", description = "Node whose reports they are.")
    private @Nullable Long node;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Dead letters since then or later, such as 2026-01-31T10:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Dead letters since before that time.")
    private @Nullable Instant to;

    boolean isEmpty() {
        return query().isEmpty();
    }

    /** By the parameters' names in the admin API. */
    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        put(query, "topic", topic);
        put(query, "projection", projection);
        put(query, "nodeId", node);
        put(query, "from", from);
        put(query, "to", to);
        return query;
    }

    /** Refuses the name of a projection or of a topic that the Core does not have. */
    void checkNames(AdminApi admin, CoreOptions core) {
        checkName(admin, core, "projection", "name", projection);
        checkName(admin, core, "topic", "topic", topic);
    }

    private static void checkName(
            AdminApi admin, CoreOptions core, String parameter, String member, @Nullable String name) {
        if (name == null) {
            return;
        }
        Set<String> known = new TreeSet<>();
        for (JsonNode projection : admin.projections().path("projections")) {
            known.add(projection.path(member).asString());
        }
        // What has no position of its own may have dead letters, such as webhooks.
        boolean isKnown = known.contains(name)
                || !admin.deadLetters(Map.of(parameter, name, "limit", "1"))
                        .path("letters")
                        .isEmpty();
        if (!isKnown) {
            throw core.refusal("--%s: there is no %s '%s'; there are %s"
                    .formatted(parameter, parameter, name, String.join(", ", known)));
        }
    }

    private static void put(Map<String, String> query, String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, value.toString());
        }
    }
}
