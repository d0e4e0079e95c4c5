package io.nodecore.cli.replay;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API of the running Core, as far as replays go. */
final class ReplayAdmin {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper json = JsonMapper.shared();

    /** What is needed of {@code run.json}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Run(int adminPort, String adminToken) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final Run run;

    private ReplayAdmin(Run run) {
        this.run = run;
    }

    static ReplayAdmin of(Path runFile) throws IOException {
        if (!Files.exists(runFile)) {
            throw new IOException("no " + runFile
                    + " here: start Nodecore in this folder first (./nodecore up), and wait until it is ready");
        }
        return new ReplayAdmin(json.readValue(Files.readAllBytes(runFile), Run.class));
    }

    JsonNode order(Map<String, Object> body) throws IOException, InterruptedException {
        return answer(request("").POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    JsonNode list() throws IOException, InterruptedException {
        return answer(request("").GET());
    }

    JsonNode get(long id) throws IOException, InterruptedException {
        return answer(request("/" + id).GET());
    }

    JsonNode want(long id, String action) throws IOException, InterruptedException {
        return answer(request("/" + id + "/" + action).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + run.adminPort() + "/admin/replays" + path))
                .timeout(TIMEOUT)
                .header("authorization", "Bearer " + run.adminToken())
                .header("content-type", "application/json");
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.build(), BodyHandlers.ofByteArray());
        JsonNode body = json.readTree(response.body());
        if (response.statusCode() >= 300) {
            throw new IOException(body.path("detail").asString("the admin API answered " + response.statusCode()));
        }
        return body;
    }
}
