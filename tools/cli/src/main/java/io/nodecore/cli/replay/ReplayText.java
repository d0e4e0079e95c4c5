package io.nodecore.cli.replay;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A replay as operators read it. */
final class ReplayText {

    private static final Set<String> UNDER_WAY = Set.of("ordered", "loading", "comparing", "swapping", "rolling-back");

    private ReplayText() {}

    static boolean isAtRest(JsonNode replay) {
        return !UNDER_WAY.contains(state(replay));
    }

    static String state(JsonNode replay) {
        return replay.path("state").asString();
    }

    static String line(JsonNode replay) {
        return "%d  %s  %s, %s: %s, %s"
                .formatted(
                        replay.path("id").asLong(),
                        replay.path("projection").asString(),
                        replay.path("mode").asString(),
                        replay.path("scope").asString(),
                        ProgressBar.text(replay, false),
                        comparison(replay));
    }

    /** The replay, and what can be done with it next. */
    static String whole(JsonNode replay) {
        return withoutNextStep(replay) + next(replay);
    }

    static String withoutNextStep(JsonNode replay) {
        var text = new StringBuilder(line(replay)).append('\n');
        if (replay.path("error").isString()) {
            text.append("  ").append(replay.path("error").asString()).append('\n');
        }
        for (JsonNode table : replay.path("comparison").path("tables")) {
            table(table, text);
        }
        return text.toString();
    }

    private static void table(JsonNode table, StringBuilder text) {
        text.append(String.format(
                Locale.ROOT,
                "  %-22s %s  %,d rows live, %,d replayed%n",
                table.path("table").asString(),
                table.path("equal").asBoolean() ? "equal    " : "different",
                table.path("live").path("rows").asLong(),
                table.path("replayed").path("rows").asLong()));
        if (table.path("equal").asBoolean()) {
            return;
        }
        text.append(String.format(
                Locale.ROOT,
                "    %,d rows only live, %,d only replayed, %,d changed%n",
                table.path("onlyLive").asLong(),
                table.path("onlyReplayed").asLong(),
                table.path("changed").asLong()));
        text.append("    sums ")
                .append(table.path("live").path("sums"))
                .append(" live, ")
                .append(table.path("replayed").path("sums"))
                .append(" replayed\n");
        for (JsonNode difference : table.path("differences")) {
            text.append("    ")
                    .append(difference.path("key"))
                    .append(" live ")
                    .append(difference.path("live"))
                    .append(" replayed ")
                    .append(difference.path("replayed"))
                    .append('\n');
        }
    }

    private static String comparison(JsonNode replay) {
        JsonNode comparison = replay.path("comparison");
        if (!comparison.isObject()) {
            return "not compared";
        }
        return comparison.path("equal").asBoolean() ? "equal to the live rows" : "different from the live rows";
    }

    private static String next(JsonNode replay) {
        long id = replay.path("id").asLong();
        return switch (state(replay)) {
            case "compared", "rolled-back" ->
                "Make it live: ./nodecore replay swap %d; remove it: ./nodecore replay drop %d%n".formatted(id, id);
            case "swapped" ->
                "Undo it: ./nodecore replay rollback %d; remove what was live before: ./nodecore replay drop %d%n"
                        .formatted(id, id);
            case "cancelled", "failed" -> "Continue: ./nodecore replay resume %d%n".formatted(id);
            default -> "";
        };
    }
}
