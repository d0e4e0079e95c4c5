package io.nodecore.cli.replay;

import io.nodecore.simulator.options.Options;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What {@code ./nodecore replay} is asked for. */
sealed interface ReplayCommand {

    String USAGE = """
            Usage: ./nodecore replay PROJECTION [OPTIONS]    builds a projection again beside the live tables, and compares
                     --from TIME|OFFSET    only what belongs to a time; or facts from an offset on
                     --node N, --user U    only the rows of a node or a user
                     --in-place            exchange at once, and keep nothing for a rollback
                     --swap                exchange as soon as it is compared
                     --throttle N          facts a second at most
                     --topic TOPIC         for 'events': where domain events are emitted again
                     --no-wait             order it, and don't watch
                   ./nodecore replay list
                   ./nodecore replay show|watch|cancel|resume|swap|rollback|drop ID

            Projections: usage, outbound-usage, session-events, user-ips, node-status, presence, events, and what
            ./nodecore sql "select distinct projection from usage.projection_positions" and the like name.""";

    /** @param body of the request */
    record Order(Map<String, Object> body, boolean watched) implements ReplayCommand {}

    record Listing() implements ReplayCommand {}

    /** @param word show, watch, or one of the admin API's actions */
    record About(String word, long id) implements ReplayCommand {}

    Set<String> WORDS = Set.of("show", "watch", "cancel", "resume", "swap", "rollback", "drop");

    /** @throws IllegalArgumentException with a text for the user */
    static ReplayCommand parse(String... arguments) {
        if (arguments.length == 0 || arguments[0].startsWith("-")) {
            throw new IllegalArgumentException(
                    "a projection, or list, show, watch, cancel, resume, swap, rollback, drop");
        }
        String first = arguments[0];
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        if (first.equals("list") && rest.length == 0) {
            return new Listing();
        }
        if (WORDS.contains(first)) {
            if (rest.length != 1 || !rest[0].matches("\\d{1,18}")) {
                throw new IllegalArgumentException(first + " needs the id of a replay");
            }
            return new About(first, Long.parseLong(rest[0]));
        }
        return order(first, rest);
    }

    private static Order order(String projection, String... rest) {
        Options options = Options.parse(
                Set.of("--in-place", "--swap", "--no-wait"),
                Set.of("--from", "--node", "--user", "--throttle", "--topic"),
                rest);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("projection", projection);
        body.put("mode", options.has("--in-place") ? "in-place" : "shadow");
        body.put("swap", options.has("--swap"));
        options.text("--from").ifPresent(from -> body.put("from", from));
        options.text("--topic").ifPresent(topic -> body.put("topic", topic));
        Map.of("--node", "nodeId", "--user", "userId", "--throttle", "factsPerSecond")
                .forEach((option, field) -> {
                    if (options.has(option)) {
                        body.put(field, options.number(option, 0));
                    }
                });
        return new Order(body, !options.has("--no-wait"));
    }
}
