package io.nodecore.cli.output;

import io.nodecore.commandline.WordConverter;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code --output}: a table for people, or the admin API's answer as JSON. */
public final class OutputOption {

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    enum Format {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final class FormatWord extends WordConverter<Format> {
        FormatWord() {
            super(Format.class);
        }
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = FormatWord.class,
            defaultValue = "table",
            scope = ScopeType.INHERIT,
            description = "table, or json: the answer of the admin API as it is. Default: table.")
    private Format format = Format.TABLE;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    public boolean isJson() {
        return format == Format.JSON;
    }

    public PrintWriter out() {
        return Objects.requireNonNull(command).commandLine().getOut();
    }

    /** Prints the answer as JSON, or the lines that {@code forPeople} prints. */
    public void print(JsonNode answer, ForPeople forPeople) {
        if (isJson()) {
            out().println(PRETTY.writeValueAsString(answer));
        } else {
            forPeople.print(out());
        }
    }

    /** Prints one resource: as JSON, or a member per line. */
    public void printResource(JsonNode resource) {
        print(resource, out -> Table.ofMembers(resource).print(out));
    }

    /** Prints a list: as JSON, or as a table that ends with the number of its rows. */
    public void printList(JsonNode answer, Table table, String noun) {
        print(answer, out -> {
            table.print(out);
            boolean areMore = answer.path("next").isString();
            out.println("(" + table.rows().size() + " " + noun + (areMore ? ", there are more)" : ")"));
        });
    }

    /** What a table or a text needs. */
    @FunctionalInterface
    public interface ForPeople {
        void print(PrintWriter out);
    }
}
