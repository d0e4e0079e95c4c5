package io.nodecore.cli;

import io.nodecore.simulator.options.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Corrections of usage: tried, ordered, listed, undone. */
final class CorrectionsCommand {

    static final String USAGE = """
            Usage: ./nodecore corrections list [--node ID] [--from TIME] [--to TIME] [--limit N]   newest first; 50 unless told
                   ./nodecore corrections try KIND WHICH                      what it would do to each subscription
                   ./nodecore corrections order KIND WHICH --reason TEXT --author NAME
                   ./nodecore corrections undo ID --reason TEXT --author NAME

            KIND is one of
              revert                               takes the usage away
              scale --factor F                     multiplies it
              amend [--up BYTES] [--down BYTES] [--multiplier M]   says what all of it comes to
              reprice --multiplier M               bills it by another multiplier; WHICH is then by time of arrival
            WHICH is --node ID --from TIME --to TIME, whole minutes such as 2026-01-31T10:00:00Z, and to narrow it
              --user ID, --subscription ID (0: without one), --protocol ID; --deep reads the whole journal

            Exit code: 0 done, 1 failed or refused, 2 not understood.""";

    private static final int MOST_LISTED = 500;

    /** Options and the members of the request that they are. */
    private static final Map<String, String> NUMBERS = Map.of(
            "--node", "nodeId",
            "--user", "userId",
            "--subscription", "subscriptionId",
            "--protocol", "nodeProtocolId",
            "--up", "bytesUp",
            "--down", "bytesDown");

    private static final Map<String, String> DECIMALS = Map.of("--factor", "factor", "--multiplier", "multiplier");
    private static final Map<String, String> TIMES = Map.of("--from", "from", "--to", "to");
    private static final Map<String, String> TEXTS = Map.of("--reason", "reason", "--author", "author");

    private CorrectionsCommand() {}

    static void run(RunAddresses run, List<String> arguments, PrintStream out)
            throws IOException, InterruptedException {
        AdminApi admin = new AdminApi(run);
        List<String> rest = arguments.subList(1, arguments.size());
        switch (arguments.getFirst()) {
            case "list" -> list(admin, rest, out);
            case "try" -> print(admin.post("/admin/usage/corrections", wish(rest, true)), out);
            case "order" -> print(admin.post("/admin/usage/corrections", wish(rest, false)), out);
            case "undo" -> {
                String id = first(rest, "the ID of a correction");
                ObjectNode terms = JsonMapper.shared().createObjectNode();
                put(terms, Options.parse(Set.of(), TEXTS.keySet(), tail(rest)));
                print(admin.post("/admin/usage/corrections/" + id + "/revert", terms), out);
            }
            default ->
                throw new IllegalArgumentException(
                        "expected list, try, order or undo, got '" + arguments.getFirst() + "'");
        }
    }

    static ObjectNode wish(List<String> arguments, boolean isTried) {
        String kind = first(arguments, "a KIND");
        Set<String> valued = new HashSet<>(NUMBERS.keySet());
        valued.addAll(DECIMALS.keySet());
        valued.addAll(TIMES.keySet());
        valued.addAll(TEXTS.keySet());
        Options options = Options.parse(Set.of("--deep"), valued, tail(arguments));
        ObjectNode wish = JsonMapper.shared().createObjectNode();
        wish.put("kind", kind);
        if (isTried) {
            // Nobody will read them.
            wish.put("reason", "tried").put("author", "tried");
        }
        put(wish, options);
        return wish.put("deep", options.has("--deep")).put("dryRun", isTried);
    }

    private static void put(ObjectNode wish, Options options) {
        NUMBERS.forEach((option, name) -> {
            if (options.text(option).isPresent()) {
                wish.put(name, options.number(option, 0));
            }
        });
        DECIMALS.forEach((option, name) ->
                options.text(option).ifPresent(text -> wish.put(name, decimal(option, text))));
        TIMES.forEach((option, name) ->
                options.text(option).ifPresent(text -> wish.put(name, DeadLetterCommand.instant(option, text))));
        TEXTS.forEach((option, name) -> options.text(option).ifPresent(text -> wish.put(name, text)));
    }

    private static void list(AdminApi admin, List<String> arguments, PrintStream out)
            throws IOException, InterruptedException {
        Options options = Options.parse(
                Set.of(), Set.of("--node", "--from", "--to", "--limit"), arguments.toArray(String[]::new));
        Map<String, String> query = new LinkedHashMap<>();
        if (options.text("--node").isPresent()) {
            query.put("nodeId", Long.toString(options.number("--node", 0)));
        }
        TIMES.forEach((option, name) ->
                options.text(option).ifPresent(text -> query.put(name, DeadLetterCommand.instant(option, text))));
        query.put("limit", Integer.toString(options.count("--limit", 50, MOST_LISTED)));
        JsonNode page = admin.get("/admin/usage/corrections?" + DeadLetterCommand.encoded(query));
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                "ID", "KIND", "STATE", "NODE", "FROM", "TO", "ROWS", "BYTES BEFORE", "AFTER", "AUTHOR", "REASON"));
        page.path("corrections")
                .forEach(one -> table.add(List.of(
                        one.path("id").asString(),
                        one.path("kind").asString(),
                        one.path("state").asString(),
                        one.path("nodeId").asString(),
                        one.path("from").asString(),
                        one.path("to").asString(),
                        one.path("rows").asString(),
                        bytes(one.path("before")),
                        bytes(one.path("after")),
                        one.path("author").asString(),
                        one.path("reason").asString().replaceAll("\\s+", " "))));
        Columns.print(table, out);
        out.println(
                "(" + (table.size() - 1) + " corrections" + (page.path("next").isString() ? ", there are more)" : ")"));
    }

    private static void print(JsonNode correction, PrintStream out) {
        out.println(
                correction.path("id").isNumber()
                        ? "correction " + correction.path("id").asString() + " is made: "
                                + correction.path("rows").asString() + " amounts change"
                        : "it would change " + correction.path("rows").asString() + " amounts");
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                "SUBSCRIPTION", "ROWS", "UP BEFORE", "AFTER", "DOWN BEFORE", "AFTER", "BILLED BEFORE", "AFTER"));
        correction
                .path("subscriptions")
                .forEach(one -> table.add(row(one.path("subscriptionId").asString(), one)));
        table.add(row("(all)", correction));
        Columns.print(table, out);
    }

    private static List<String> row(String name, JsonNode effect) {
        return List.of(
                name,
                effect.path("rows").asString(),
                effect.at("/before/bytesUp").asString(),
                effect.at("/after/bytesUp").asString(),
                effect.at("/before/bytesDown").asString(),
                effect.at("/after/bytesDown").asString(),
                effect.at("/before/billedBytes").asString(),
                effect.at("/after/billedBytes").asString());
    }

    private static String bytes(JsonNode amount) {
        return amount.path("bytesUp")
                .bigIntegerValue()
                .add(amount.path("bytesDown").bigIntegerValue())
                .toString();
    }

    private static BigDecimal decimal(String option, String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number, got '" + text + "'", e);
        }
    }

    private static String first(List<String> arguments, String what) {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("--")) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return arguments.getFirst();
    }

    private static String[] tail(List<String> arguments) {
        return arguments.stream().skip(1).toArray(String[]::new);
    }
}
