package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of names over the source files of all modules, tests included. The words are explained in CONTRIBUTING.md. */
class SourceNamesTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern MODULE = Pattern.compile("(.+)/src/(main|test)/java/.+");

    /** Names that two modules use with one meaning. */
    private static final Map<String, String> ONE_MEANING = Map.of(
            "Caller", "the sender of a request, as the node edge and as the admin API know it",
            "Failure", "the sealed family of refusals of an edge: of the node edge, and of the admin API",
            "Violation", "a broken rule of a request with the path of its field, on both edges",
            "Violations", "the violations of one request, on both edges",
            "Link",
                    "one UUID of a subscription on one node protocol, as the control plane decides it and as an agent serves it",
            "NodeConfig", "the desired config of a node, as the gateway delivers it and as an agent receives it",
            "ReportKind", "a kind of report, as the gateway accepts it and as the simulator counts it",
            "UsageKey", "the key of usage_minutes, as it is written and as it is verified",
            "PostgresAddress", "the address of a database and the credentials for it",
            "RunFile", "run.json, as a run writes it and as tools read it");

    /** Words that name no thing of the domain, and metaphors and old names of what the glossary has a word for. */
    private static final Pattern BANNED = Pattern.compile(".*(Impl|Manager|Utils?|Helper|Handler|Processor|Dto|Base)"
            + "|Abstract[A-Z].*"
            + "|Odd[A-Z].*|Sides|Pauses|Looks"
            // A dead letter is not a letter.
            + "|(.*(?<!Dead))?Letters?([A-Z].*)?"
            + "|(.*[a-z])?(Pursuit|Lookout|Lane|Mishap|Told|Asking|Asked|Somebody|Nobody|Whoever|Sighting|Candidate|Enrolment|Oracle"
            + "|Books|Adversity|Habit|Duty|Duties|Mortal|Patience|Customer|Topicside|Looks)s?([A-Z].*)?");

    private static final Pattern TEST_METHOD =
            Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b[^{;]*?\\bvoid\\s+(\\w+)\\(");

    @Test
    void a_type_name_of_two_modules_has_one_meaning_in_both() {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (Path file : sources("main")) {
            modules.computeIfAbsent(typeOf(file), _ -> new TreeSet<>()).add(moduleOf(file));
        }
        modules.values().removeIf(of -> of.size() == 1);
        modules.keySet().removeAll(ONE_MEANING.keySet());

        assertThat(modules)
                .as("types that two modules name alike; rename one, or state the one meaning in ONE_MEANING")
                .isEmpty();
    }

    @Test
    void no_type_has_a_banned_name() {
        assertThat(Stream.concat(sources("main").stream(), sources("test").stream())
                        .map(SourceNamesTest::typeOf)
                        .filter(name -> BANNED.matcher(name).matches()))
                .as("types with a name that says nothing about the domain, or not in the words of CONTRIBUTING.md")
                .isEmpty();
    }

    @Test
    void the_names_of_tests_are_in_snake_case() throws IOException {
        List<String> others = new ArrayList<>();
        for (Path file : sources("test")) {
            Matcher test = TEST_METHOD.matcher(Files.readString(file));
            while (test.find()) {
                if (test.group(1).matches(".*[a-z][A-Z].*")) {
                    others.add(typeOf(file) + "." + test.group(1));
                }
            }
        }
        assertThat(others).isEmpty();
    }

    private static List<Path> sources(String kind) {
        List<Path> sources = new ArrayList<>();
        collect(ROOT, kind, sources, 3);
        assertThat(sources).as("Java files of src/%s below %s", kind, ROOT).hasSizeGreaterThan(100);
        return sources;
    }

    /** Modules are at most two folders below the root. */
    private static void collect(Path folder, String kind, List<Path> sources, int depth) {
        Path java = folder.resolve("src").resolve(kind).resolve("java");
        try {
            if (Files.isDirectory(java)) {
                try (Stream<Path> files = Files.walk(java)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("package-info.java"))
                            .forEach(sources::add);
                }
            }
            if (depth > 1) {
                try (Stream<Path> below = Files.list(folder)) {
                    for (Path next :
                            below.filter(SourceNamesTest::mayHoldModules).toList()) {
                        collect(next, kind, sources, depth - 1);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean mayHoldModules(Path folder) {
        String name = folder.getFileName().toString();
        return Files.isDirectory(folder) && !name.startsWith(".") && !name.equals("src") && !name.equals("target");
    }

    private static String typeOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".java".length());
    }

    private static String moduleOf(Path file) {
        Matcher module = MODULE.matcher(ROOT.relativize(file).toString().replace('\\', '/'));
        if (!module.matches()) {
            throw new IllegalStateException("a source file outside of a module: " + file);
        }
        return module.group(1);
    }
}
