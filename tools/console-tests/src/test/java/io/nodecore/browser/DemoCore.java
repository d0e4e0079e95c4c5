package io.nodecore.browser;

import io.nodecore.adminclient.RunFile;
import io.nodecore.standalone.Standalone;
import io.nodecore.testkit.ChildJvm;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./nodecore demo} as a process, with free ports and a folder of its own. */
final class DemoCore implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);
    private static final Pattern SIGN_IN_LINK = Pattern.compile("console +(http://\\S+)");

    private final ChildJvm process;
    private final RunFile run;
    private final HttpClient http = HttpClient.newHttpClient();

    private DemoCore(ChildJvm process, RunFile run) {
        this.process = process;
        this.run = run;
    }

    /** Returns when the fleet reports. */
    static DemoCore start(Path folder) throws Exception {
        ChildJvm process = ChildJvm.of(Standalone.class)
                .options("-Xmx1g", "--enable-native-access=ALL-UNNAMED")
                .arguments("demo")
                .environment(Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0"))
                .in(folder)
                .start();
        process.awaitReady(START_TIMEOUT, () -> process.output().contains("Nodecore is ready"));
        return new DemoCore(process, RunFile.read(folder.resolve(".nodecore/run.json")));
    }

    String consoleUrl() {
        return run.adminUrl().toString();
    }

    String token() {
        return run.adminToken();
    }

    /** The link that the run prints, which signs in. */
    String signInLink() throws IOException {
        Matcher printed = SIGN_IN_LINK.matcher(process.output());
        if (!printed.find()) {
            throw new AssertionError("no link to the console in:\n" + process.output());
        }
        return printed.group(1);
    }

    /** Registers a node as its agent does, and returns its key. */
    String register(String code, String name) throws Exception {
        return post("/node/register", "", """
                {"code": "%s", "name": "%s", "ip": "192.0.2.10", "port": 8443, "region": "nl"}
                """.formatted(code, name))
                .get("authKey")
                .stringValue();
    }

    void heartbeat(String authKey) throws Exception {
        post("/node/heartbeat", authKey, "{}");
    }

    private JsonNode post(String path, String authKey, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(run.httpUrl().resolve(path))
                .header("content-type", "application/json")
                .header("x-node-auth-key", authKey)
                .POST(BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() throws Exception {
        try (process) {
            process.stop(STOP_TIMEOUT);
        }
    }
}
