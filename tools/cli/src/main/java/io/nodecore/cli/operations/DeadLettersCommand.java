package io.nodecore.cli.operations;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.Cells;
import io.nodecore.cli.output.Columns;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Pages;
import io.nodecore.cli.output.Table;
import io.nodecore.commandline.Within;
import io.nodecore.commandline.WordConverter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code dlq}: dead letters, listed, shown and redriven. */
@Command(
        name = "dlq",
        description = {
            "Dead letters: facts that could not be applied. list, show, redrive.",
            "A redriven fact counts exactly once, however often it is redriven. A fact that is refused again is a new dead letter."
        },
        footer = {
            "",
            "Examples:",
            "  ./nodecore dlq list --projection usage --state all",
            "  ./nodecore dlq show 1702000",
            "  ./nodecore dlq redrive --topic node.usage --node 7"
        })
public final class DeadLettersCommand {

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int LONGEST_CAUSE = 160;

    enum State {
        WAITING,
        REDRIVEN,
        LOST,
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final class StateWord extends WordConverter<State> {
        StateWord() {
            super(State.class);
        }
    }

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Command(name = "list", description = "Lists dead letters, newest first.")
    int list(
            @Mixin DeadLetterFilterOptions filter,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            converter = StateWord.class,
                            defaultValue = "waiting",
                            description = "waiting, redriven, lost or all. Default: waiting.")
                    State state,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Default: 50.")
                    @Within(max = 100_000)
                    int limit)
            throws IOException {
        AdminApi admin = core.admin();
        filter.checkNames(admin, core);
        Map<String, String> query = filter.query();
        if (state != State.ALL) {
            query.put("state", state.toString());
        }
        JsonNode found = Pages.read(admin::deadLetters, "letters", query, limit);
        List<List<String>> rows =
                found.path("letters").valueStream().map(DeadLettersCommand::row).toList();
        var columns = List.of("ID", "STATE", "PROJECTION", "TOPIC", "PARTITION", "OFFSET", "NODE", "KEPT AT", "CAUSE");
        output.printList(found, new Table(columns, rows), "dead letters");
        return 0;
    }

    private static List<String> row(JsonNode deadLetter) {
        List<String> row = new ArrayList<>(
                Cells.of(deadLetter, "id", "state", "projection", "topic", "partition", "offset", "nodeId", "keptAt"));
        row.add(Cells.shortened(Cells.text(deadLetter.path("cause")), LONGEST_CAUSE));
        return row;
    }

    @Command(name = "show", description = "Shows a dead letter, the fact's headers, and its value as JSON.")
    int show(@Parameters(paramLabel = "ID", description = "As list shows it.") long id) throws IOException {
        JsonNode whole = core.admin().deadLetter(id);
        output.print(whole, out -> print(whole, out));
        return 0;
    }

    private static void print(JsonNode whole, PrintWriter out) {
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
            out.println("The value is not readable: "
                    + whole.path("valueUnreadable").asString());
            out.println("base64 " + whole.path("valueBase64").asString("(none)"));
        } else {
            out.println(PRETTY.writeValueAsString(whole.path("value")));
        }
    }

    @Command(
            name = "redrive",
            description =
                    "Appends facts to their topics again: those of the given IDs, or all that wait and match the filter.")
    int redrive(
            @Parameters(paramLabel = "ID", arity = "0..*", description = "As list shows it.") long @Nullable [] ids,
            @Mixin DeadLetterFilterOptions filter,
            @Option(names = "--all", description = "All that wait.") boolean all,
            @Option(names = "--limit", paramLabel = "N", description = "With a filter or --all: at most N.")
                    @Within(max = 1_000_000)
                    @Nullable
                    Integer limit)
            throws IOException {
        boolean byFilter = all || !filter.isEmpty();
        if (ids != null && ids.length > 0) {
            if (byFilter || limit != null) {
                throw core.refusal("redrive takes IDs or a filter, not both");
            }
            redrive(core.admin(), ids);
            return 0;
        }
        if (!byFilter) {
            throw core.refusal("say which dead letters: an ID, a filter, or --all");
        }
        AdminApi admin = core.admin();
        filter.checkNames(admin, core);
        ObjectNode wish = JsonMapper.shared().createObjectNode();
        filter.query().forEach((name, value) -> {
            if (name.equals("nodeId")) {
                wish.put(name, Long.parseLong(value));
            } else {
                wish.put(name, value);
            }
        });
        if (limit != null) {
            wish.put("limit", limit);
        }
        JsonNode answer = admin.redriveMatching(wish);
        output.print(answer, out -> out.println(answer.path("redriven").asString() + " dead letters are redriven"));
        return 0;
    }

    private void redrive(AdminApi admin, long... ids) {
        ArrayNode answers = JsonMapper.shared().createArrayNode();
        List<String> lines = new ArrayList<>();
        for (long id : ids) {
            JsonNode before = admin.deadLetter(id).path("letter");
            JsonNode deadLetter = admin.redrive(id);
            answers.add(deadLetter);
            lines.add(
                    before.path("state").asString().equals(State.REDRIVEN.toString())
                            ? "dead letter " + id + " was redriven at "
                                    + before.path("redrivenAt").asString("an earlier time") + ": nothing is appended"
                            : "dead letter " + id + " is redriven: its fact is appended to "
                                    + deadLetter.path("topic").asString());
        }
        output.print(answers, out -> lines.forEach(out::println));
    }
}
