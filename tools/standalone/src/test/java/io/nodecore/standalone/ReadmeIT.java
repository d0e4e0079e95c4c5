package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.adminclient.RunFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every block of commands ({@code ```sh}) of the README and of the pages of docs/ as it is written, page by page, against one run in an
 * empty folder. The blocks of a page are one script.
 */
class ReadmeIT {

    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern SHELL_BLOCK =
            Pattern.compile("^```sh\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** The only blocks that are not run: those that start a run, a soak, a measurement, the tests or containers of their own. */
    private static final Pattern STARTS_SOMETHING = Pattern.compile(
            "^([A-Z_]+=\\S* )*(\\./nodecore (demo|up|simulate|soak|bench|test)|docker)\\b", Pattern.MULTILINE);

    /** A reader is slower than the projections. */
    private static final String UNTIL_PROJECTED = """
            until ./nodecore sql "select 1 from usage_minutes join user_ips using (user_id) where user_id = 42" | grep -q '(1 rows)'
            do sleep 0.2; done
            """;

    private static final String UNTIL_NOTIFIED =
            "until ./nodecore tail events.user --no-follow | grep -q user.online; do sleep 0.2; done\n";

    @Test
    void every_command_of_every_page_does_what_the_page_says(@TempDir Path folder) throws Exception {
        for (String part : List.of("nodecore", "docs", "tools", "schemas")) {
            Files.createSymbolicLink(folder.resolve(part), PROJECT.resolve(part));
        }
        try (var standalone = StandaloneProcess.start(
                folder, Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0", "ADMIN_TOKEN", ""))) {
            Map<String, String> printed = new LinkedHashMap<>();
            for (Path page : pages()) {
                String name = PROJECT.relativize(page).toString();
                String commands = commands(page, standalone.run());
                if (!commands.isEmpty()) {
                    printed.put(name, execute(name, commands, folder));
                }
            }
            assertThat(printed.keySet())
                    .as("pages with commands")
                    .contains(
                            "README.md",
                            "docs/cli.md",
                            "docs/configs.md",
                            "docs/consumers.md",
                            "docs/corrections.md",
                            "docs/dead-letters.md",
                            "docs/replay.md");
            checkReadme(printed.getOrDefault("README.md", ""));
            checkPages(printed);
        }
    }

    private static void checkReadme(String output) {
        assertThat(output)
                .as("usage counted once over both transports")
                .containsPattern("2026-11-23 10:15:00\\+00 +42 +1000 +250000\n\\(1 rows\\)")
                .containsPattern("2026-11-23T10:00:00Z +1000 +250000\n\\(1 points\\)");
        assertThat(output).as("time to live of a presence key").containsPattern("(?m)^(1?[0-9]|20)$");
        assertThat(output).as("a fact of node.usage").contains("\"bytesDown\":\"250000\"");
        assertThat(output)
                .as("the admin API")
                .containsPattern("1 +ams-1 +(online|offline)")
                .contains("203.0.113.9", "\"name\":\"ams-1\"");
    }

    private static void checkPages(Map<String, String> printed) {
        assertThat(printed.get("docs/cli.md"))
                .contains("\"name\" : \"ams-1\"", "\"sync_status\"", "500000000000", "nightly-report", "token.issued");
        assertThat(printed.get("docs/configs.md")).contains("revision 1", "vless", "telegram");
        assertThat(printed.get("docs/consumers.md"))
                .containsPattern("user 42 came, on node \\d+")
                .contains("node.registered", " users are online: ");
        assertThat(printed.get("docs/corrections.md"))
                .contains("it would change 1 amounts", "is made: 1 amounts change", "agent 1.4 counted twice");
        assertThat(printed.get("docs/dead-letters.md")).contains("(0 dead letters)", "0 dead letters are redriven");
        assertThat(printed.get("docs/replay.md")).contains("equal to the live rows", "Undo it", "dropped");
    }

    /** The README first: the pages are about the node and the usage that it makes. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(PROJECT.resolve("README.md")),
                            docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static String commands(Path page, RunFile run) throws IOException {
        return SHELL_BLOCK
                .matcher(Files.readString(page))
                .results()
                .map(block -> block.group(1))
                .filter(block -> !STARTS_SOMETHING.matcher(block).find())
                .map(block -> block.contains("./nodecore sql") ? UNTIL_PROJECTED + block : block)
                .map(block -> block.contains("WhoIsOnline") ? UNTIL_NOTIFIED + block : block)
                .collect(Collectors.joining("\n"))
                .replaceAll("(localhost|127\\.0\\.0\\.1):3000", "127.0.0.1:" + run.httpPort())
                .replaceAll("(localhost|127\\.0\\.0\\.1):3001", "127.0.0.1:" + run.adminPort());
    }

    private static String execute(String page, String commands, Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("page.sh"), "set -euo pipefail\n" + commands);
        Path output = folder.resolve("page.txt");
        var builder = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // The class path is being built by the very build that runs this test.
        builder.environment().put("NODECORE_SKIP_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0)
                .as("the commands of %s succeed, they printed:%n%s", page, text)
                .isTrue();
        return text;
    }
}
