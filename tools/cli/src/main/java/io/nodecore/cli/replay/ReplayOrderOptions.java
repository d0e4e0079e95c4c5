package io.nodecore.cli.replay;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The projection and the range of a new replay, and how it runs. */
final class ReplayOrderOptions {

    @Option(
            names = "--from",
            paramLabel = "TIME|OFFSET",
            description = "Only rows since a time such as 2026-01-31T10:00:00Z; or facts from an offset on.")
    private @Nullable String from;

    @Option(names = "--node", paramLabel = "ID", description = "Only the rows of a node.")
    private @Nullable Long node;

    @Option(names = "--user", paramLabel = "ID", description = "Only the rows of a user.")
    private @Nullable Long user;

    @Option(names = "--in-place", description = "Exchanges the tables at once, and keeps nothing for a rollback.")
    private boolean inPlace;

    @Option(names = "--swap", description = "Exchanges the tables as soon as they are compared.")
    private boolean swap;

    @Option(names = "--throttle", paramLabel = "N", description = "Facts a second, at most.")
    private @Nullable Long factsPerSecond;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "For events: the topic, which must exist, into which domain events are emitted again.")
    private @Nullable String topic;

    @Option(names = "--no-wait", description = "Orders the replay without watching it.")
    private boolean noWait;

    boolean isWatched() {
        return !noWait;
    }

    /** With --swap or --in-place, the replay must end with exchanged tables. */
    ReplayGoal goal() {
        return swap || inPlace ? ReplayGoal.SWAP : ReplayGoal.ANY;
    }

    /** The request of the admin API. */
    ObjectNode json(String projection) {
        ObjectNode order = JsonMapper.shared().createObjectNode();
        order.put("projection", projection)
                .put("mode", inPlace ? "in-place" : "shadow")
                .put("swap", swap);
        if (from != null) {
            order.put("from", from);
        }
        if (node != null) {
            order.put("nodeId", node);
        }
        if (user != null) {
            order.put("userId", user);
        }
        if (factsPerSecond != null) {
            order.put("factsPerSecond", factsPerSecond);
        }
        if (topic != null) {
            order.put("topic", topic);
        }
        return order;
    }
}
