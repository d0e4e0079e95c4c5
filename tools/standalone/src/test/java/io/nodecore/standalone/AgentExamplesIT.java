package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the agents of examples/ from their files against a Core whose answers get lost; a language that is missing is skipped. */
class AgentExamplesIT {

    private static final Path EXAMPLES =
            Path.of("../../examples").toAbsolutePath().normalize();
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String SERVICES = """
            {"xray": {"inbounds": [{"tag": "in-vless", "port": 443, "protocol": "vless"}], "outbounds": [], "routing": {}}}
            """;

    private static TwoGateways core;

    @TempDir
    Path folder;

    private @Nullable Process agent;

    @BeforeAll
    static void start() {
        core = TwoGateways.start();
    }

    @AfterAll
    static void stop() {
        core.close();
    }

    @AfterEach
    void endAgent() throws InterruptedException {
        kill();
    }

    @ParameterizedTest
    @CsvSource({"python3, python/agent.py", "node, node/agent.mjs"})
    void an_example_agent_loses_and_doubles_nothing_although_answers_get_lost_and_it_is_killed(
            String language, String file) throws Exception {
        assumeTrue(isHere(language), () -> language + " is not on this machine: " + file + " is not tested");
        String code = core.admin("POST", "/admin/registration-codes", "{}")
                .get("code")
                .stringValue();
        try (var gateway = new LossyGateway(core.first().httpPort())) {
            List<String> command = List.of(language, EXAMPLES.resolve(file).toString());
            Map<String, String> settings = new HashMap<>(Map.of(
                    "CORE_HTTP_URL",
                    gateway.url(),
                    "AGENT_CODE",
                    code,
                    "AGENT_NAME",
                    "example-" + language,
                    "AGENT_STATE",
                    folder.resolve("state").toString(),
                    "AGENT_COUNTERS",
                    folder.resolve("counters.json").toString(),
                    "AGENT_HEARTBEAT_SECONDS",
                    "0.2",
                    "AGENT_USAGE_SECONDS",
                    "0.3"));

            agent = run(command, settings);
            await().atMost(TIMEOUT).until(() -> state().path("nodeId").isNumber());
            String node = "/admin/nodes/" + state().get("nodeId").longValue();
            long protocol = core.admin("PUT", node + "/services", SERVICES)
                    .at("/protocols/0/id")
                    .longValue();
            long user = core.admin("POST", "/admin/users", "{\"name\": \"eve\"}")
                    .get("id")
                    .longValue();
            long subscription = core.admin("POST", "/admin/subscriptions", "{\"userId\": " + user + "}")
                    .get("id")
                    .longValue();
            String link = link(subscription, protocol);
            await().atMost(TIMEOUT).until(() -> isSynced(node));

            kill();
            settings.remove("AGENT_CODE");
            settings.put("AGENT_PROTOCOLS", "{\"in-vless\": " + protocol + "}");
            counters(link, 1_000, 2_000);
            agent = run(command, settings);
            await().atMost(TIMEOUT).until(() -> bytes(subscription).equals("1000 2000"));
            kill();
            counters(link, 1_500, 9_000);
            agent = run(command, settings);
            await().atMost(TIMEOUT).until(() -> bytes(subscription).equals("1500 9000"));
            // Xray has restarted.
            counters(link, 7, 1);
            await().atMost(TIMEOUT).until(() -> bytes(subscription).equals("1507 9001"));
            await().atMost(TIMEOUT).until(() -> state().get("queue").isEmpty());
            assertThat(bytes(subscription)).isEqualTo("1507 9001");

            kill();
            settings.put("AGENT_APPLY", "false");
            agent = run(command, settings);
            core.admin("DELETE", "/admin/subscriptions/" + subscription + "/links/" + link, null);
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(core.admin("GET", node, null)
                                    .at("/lastError/message")
                                    .asString(""))
                            .startsWith("revision 3: "));

            core.admin("POST", node + "/revoke-key", null);
            await().atMost(TIMEOUT).until(() -> printed().contains("the key is refused"));
            assertThat(gateway.lost()).as("answers that were lost").isGreaterThan(3);
            assertThat(agent.isAlive()).as("%s", printed()).isTrue();
        }
    }

    private static boolean isHere(String language) throws InterruptedException {
        try {
            return new ProcessBuilder(language, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Process run(List<String> command, Map<String, String> settings) throws IOException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("printed.txt").toFile()));
        process.environment().putAll(settings);
        return process.start();
    }

    /** kill -9. */
    private void kill() throws InterruptedException {
        if (agent != null) {
            agent.destroyForcibly();
            assertThat(agent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("printed.txt"));
    }

    private JsonNode state() throws IOException {
        Path file = folder.resolve("state/state.json");
        return JsonMapper.shared().readTree(Files.exists(file) ? Files.readString(file) : "{}");
    }

    private void counters(String link, long up, long down) throws IOException {
        Path next = folder.resolve("counters.new");
        Files.writeString(next, "{\"%s\": {\"up\": %d, \"down\": %d}}".formatted(link, up, down));
        Files.move(next, folder.resolve("counters.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String link(long subscription, long protocol) {
        return core.admin(
                        "POST",
                        "/admin/subscriptions/" + subscription + "/links",
                        "{\"nodeProtocolId\": " + protocol + "}")
                .get("uuid")
                .stringValue();
    }

    private static boolean isSynced(String node) {
        JsonNode seen = core.admin("GET", node, null);
        return seen.get("syncStatus").stringValue().equals("synced")
                && seen.get("latestRevision").longValue() == 2;
    }

    private static String bytes(long subscription) {
        JsonNode seen = core.admin("GET", "/admin/subscriptions/" + subscription, null);
        return seen.get("bytesUp").longValue() + " " + seen.get("bytesDown").longValue();
    }
}
