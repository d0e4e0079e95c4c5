package io.nodecore.cli;

import io.nodecore.simulator.options.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Facts that could not be applied: to be seen, and to be appended again when their cause is gone. */
final class DeadLetterCommand {

    static final String USAGE = """
            Usage: ./nodecore dlq list [FILTER] [--state waiting|redriven|lost|all] [--limit N]   newest first; waiting, 50 unless told
                   ./nodecore dlq show ID                      the letter, the fact's headers and its value, decoded
                   ./nodecore dlq redrive ID [ID…]             append these facts to their topics again
                   ./nodecore dlq redrive FILTER [--limit N]   the same for all that wait and match, in the order of their facts
                   ./nodecore dlq redrive --all                the same for all that wait

            FILTER is one or more of
              --topic TOPIC        of the facts, such as node.usage
              --projection NAME    that refused them, such as usage-minutes
              --node ID            whose report it was
              --from TIME, --to TIME   kept then or later, kept before, such as 2026-01-31T10:00:00Z

            A redriven fact counts exactly once, however often it is redriven. One that is refused again is a new letter.
            Exit code: 0 done, 1 failed, 2 not understood.""";

    private static final int MOST_LISTED = 100_000;
    private static final int PAGE = 500;
    private static final int LONGEST_CAUSE = 160;
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Options and the parameters of the admin API that they are. */
    private static final Map<String, String> FILTERS = Map.of(
            "--topic", "topic", "--projection", "projection", "--node", "nodeId", "--from", "from", "--to", "to");

    private DeadLetterCommand() {}

    static void run(RunAddresses run, List<String> arguments, PrintStream out)
            throws IOException, InterruptedException {
        AdminApi admin = new AdminApi(run);
        List<String> rest = arguments.subList(1, arguments.size());
        switch (arguments.getFirst()) {
            case "list" -> list(admin, rest, out);
            case "show" -> show(admin, rest, out);
            case "redrive" -> redrive(admin, rest, out);
            default ->
                throw new IllegalArgumentException(
                        "expected list, show or redrive, got '" + arguments.getFirst() + "'");
        }
    }

    private static void list(AdminApi admin, List<String> arguments, PrintStream out)
            throws IOException, InterruptedException {
        Options options = options(arguments, Set.of(), "--state", "--limit");
        int limit = options.count("--limit", 50, MOST_LISTED);
        Map<String, String> query = filter(options);
        String state = options.text("--state").orElse("waiting");
        if (!state.equals("all")) {
            query.put("state", state);
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("ID", "STATE", "PROJECTION", "TOPIC", "PARTITION", "OFFSET", "NODE", "KEPT AT", "CAUSE"));
        JsonNode page;
        do {
            query.put("limit", Integer.toString(Math.min(PAGE, limit - table.size() + 1)));
            page = admin.get("/admin/dead-letters?" + encoded(query));
            page.path("letters").forEach(deadLetter -> table.add(row(deadLetter)));
            query.put("cursor", page.path("next").asString(""));
        } while (page.path("next").isString() && table.size() <= limit);
        Columns.print(table, out);
        out.println("(" + (table.size() - 1) + " dead letters"
                + (page.path("next").isString() ? ", there are more)" : ")"));
    }

    private static List<String> row(JsonNode deadLetter) {
        String cause = deadLetter.path("cause").asString().replaceAll("\\s+", " ");
        return List.of(
                deadLetter.path("id").asString(),
                deadLetter.path("state").asString(),
                deadLetter.path("projection").asString(),
                deadLetter.path("topic").asString(),
                deadLetter.path("partition").asString(),
                deadLetter.path("offset").asString(),
                deadLetter.path("nodeId").isNumber() ? deadLetter.path("nodeId").asString() : "-",
                deadLetter.path("keptAt").asString(),
                cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE) + "…");
    }

    private static void show(AdminApi admin, List<String> arguments, PrintStream out)
            throws IOException, InterruptedException {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("show takes one ID");
        }
        JsonNode whole = admin.get("/admin/dead-letters/" + id(arguments.getFirst()));
        List<List<String>> lines = new ArrayList<>();
        whole.path("letter").properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                lines.add(List.of(member.getKey(), member.getValue().asString()));
            }
        });
        if (!whole.path("key").isNull()) {
            lines.add(List.of("key", whole.path("key").asString()));
        }
        whole.path("headers")
                .properties()
                .forEach(header -> lines.add(
                        List.of("header " + header.getKey(), header.getValue().asString())));
        Columns.print(lines, out);
        out.println();
        if (whole.path("value").isNull()) {
            out.println(
                    "The value can't be read: " + whole.path("valueUnreadable").asString());
            out.println("base64 " + whole.path("valueBase64").asString("(none)"));
        } else {
            out.println(PRETTY.writeValueAsString(whole.path("value")));
        }
    }

    private static void redrive(AdminApi admin, List<String> arguments, PrintStream out)
            throws IOException, InterruptedException {
        if (!arguments.isEmpty() && !arguments.getFirst().startsWith("--")) {
            for (String id : arguments.stream().map(DeadLetterCommand::id).toList()) {
                JsonNode deadLetter = admin.post("/admin/dead-letters/" + id + "/redrive", null);
                out.println("dead letter " + id + " is redriven: "
                        + deadLetter.path("topic").asString() + " gets it again");
            }
            return;
        }
        Options options = options(arguments, Set.of("--all"), "--limit");
        Map<String, String> filter = filter(options);
        if (filter.isEmpty() && !options.has("--all")) {
            throw new IllegalArgumentException("say which dead letters: an ID, a filter, or --all");
        }
        ObjectNode wish = JsonMapper.shared().createObjectNode();
        filter.forEach((name, value) -> {
            if (name.equals("nodeId")) {
                wish.put(name, Long.parseLong(value));
            } else {
                wish.put(name, value);
            }
        });
        if (options.text("--limit").isPresent()) {
            wish.put("limit", options.count("--limit", 1, 1_000_000));
        }
        out.println(
                admin.post("/admin/dead-letters/redrive", wish).path("redriven").asString()
                        + " dead letters are redriven");
    }

    private static Options options(List<String> arguments, Set<String> flags, String... more) {
        Set<String> valued = new HashSet<>(FILTERS.keySet());
        valued.addAll(List.of(more));
        return Options.parse(flags, valued, arguments.toArray(String[]::new));
    }

    private static Map<String, String> filter(Options options) {
        Map<String, String> filter = new LinkedHashMap<>();
        FILTERS.forEach((option, name) -> options.text(option).ifPresent(value -> filter.put(name, value)));
        if (filter.containsKey("nodeId")) {
            filter.put("nodeId", Long.toString(options.number("--node", 0)));
        }
        for (String time : List.of("from", "to")) {
            filter.computeIfPresent(time, (name, value) -> instant("--" + name, value));
        }
        return filter;
    }

    static String instant(String option, String text) {
        try {
            return Instant.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    option + " needs a time such as 2026-01-31T10:00:00Z, got '" + text + "'", e);
        }
    }

    private static String id(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("the ID of a dead letter is a number, got '" + text + "'");
        }
        return text;
    }

    static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
