package io.nodecore.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Waits until every service says that it is ready, by the same health endpoint that an orchestrator asks. */
public final class Readiness {

    /** Processes of their own start all at once, each with classes of its own to load. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(200);

    private Readiness() {}

    public static void await(Map<String, Integer> managementPorts) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            for (Map.Entry<String, Integer> service : managementPorts.entrySet()) {
                String answer = ask(client, service.getValue());
                while (!answer.isEmpty()) {
                    if (System.nanoTime() - deadline > 0) {
                        throw new StartRefused(
                                service.getKey() + " does not get ready within " + TIMEOUT + ", it says: " + answer);
                    }
                    Thread.sleep(POLL);
                    answer = ask(client, service.getValue());
                }
            }
        }
    }

    /** Empty when ready, else what was answered. */
    private static String ask(HttpClient client, int port) throws InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        try {
            var answer = client.send(
                    HttpRequest.newBuilder(health)
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() == 200 ? "" : answer.body();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
