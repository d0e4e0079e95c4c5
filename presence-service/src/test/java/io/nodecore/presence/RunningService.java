package io.nodecore.presence;

import io.nodecore.testkit.SharedServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service on the shared broker. */
final class RunningService implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param more settings */
    static RunningService start(Path stateDir, String redisUrl, String... more) {
        return new RunningService(PresenceService.start(Stream.concat(
                        Stream.of(
                                "--nodecore.kafka.bootstrap-servers="
                                        + SharedServers.kafka().bootstrapServers(),
                                "--nodecore.redis.url=" + redisUrl,
                                "--nodecore.presence.state-dir=" + stateDir,
                                "--server.port=0"),
                        Arrays.stream(more))
                .toArray(String[]::new)));
    }

    /** The body of a management route that answers 200, or the status. */
    String get(String route) throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + route));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "status " + answer.statusCode() + answer.body();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
