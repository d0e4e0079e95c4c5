package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the README, and of docs/consumers.md after them, as they stand there, against a run that was started so. */
class ReadmeIT {

    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @Test
    void its_commands_do_what_it_says(@TempDir Path folder) throws Exception {
        try (var standalone = StandaloneProcess.start(
                folder, Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0", "ADMIN_TOKEN", ""))) {
            String output = execute(commands(standalone.run()) + consumersCommand(), folder);

            assertThat(output)
                    .as("usage counted once over both transports")
                    .containsPattern("2026-11-23 10:15:00\\+00 +42 +1000 +250000\n\\(1 rows\\)");
            assertThat(output).as("time to live of a presence key").containsPattern("(?m)^(1?[0-9]|20)$");
            assertThat(output).as("a fact of node.usage").contains("\"bytesDown\":\"250000\"");
            assertThat(output)
                    .as("the example of docs/consumers.md")
                    .containsPattern("user 42 came, on node \\d+")
                    .contains("node.registered", " users are online: ");
            assertThat(output).as("the admin API").contains("ams-1", "203.0.113.9", "\"bytesUp\":1000");
        }
    }

    /** All but those that start a run, a soak or the tests, with this run's ports. */
    private static String commands(RunFile.Content run) throws Exception {
        String readme = Files.readString(PROJECT.resolve("README.md"));
        List<String> blocks = SHELL_BLOCK
                .matcher(readme)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("```(sh)?", ""))
                .filter(block -> !block.strip().matches("\\./nodecore (demo|test|soak .*)"))
                .toList();
        assertThat(blocks).as("shell blocks of the README").hasSize(3);
        // What the README's reader does by being slower than the projections.
        String beforeLooking =
                "until ./nodecore sql \"select 1 from usage_minutes join user_ips using (user_id) where user_id = 42\""
                        + " | grep -q '(1 rows)';"
                        + " do sleep 0.2; done\n";
        return blocks.stream()
                .map(block -> block.contains("./nodecore sql") ? beforeLooking + block : block)
                .collect(Collectors.joining("\n"))
                .replace("localhost:3000", "localhost:" + run.httpPort())
                .replace("localhost:3001", "localhost:" + run.adminPort());
    }

    /** Whatever it is told was already told when the rows were looked for, but for the online event, which takes its time. */
    private static String consumersCommand() throws Exception {
        List<String> blocks = SHELL_BLOCK
                .matcher(Files.readString(PROJECT.resolve("docs/consumers.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(blocks).as("shell blocks of docs/consumers.md").hasSize(1);
        return "\nuntil ./nodecore tail events.user --no-follow | grep -q user.online; do sleep 0.2; done\n"
                + blocks.getFirst();
    }

    private static String execute(String commands, Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("readme.sh"), "set -euo pipefail\n" + commands);
        for (String part : List.of("nodecore", "docs", "standalone")) {
            Files.createSymbolicLink(folder.resolve(part), PROJECT.resolve(part));
        }
        Path output = folder.resolve("readme.txt");
        var builder = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // The class path is being built by the very build that runs this test.
        builder.environment().put("NODECORE_SKIP_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0)
                .as("the README's commands succeed, they printed:%n%s", text)
                .isTrue();
        return text;
    }
}
