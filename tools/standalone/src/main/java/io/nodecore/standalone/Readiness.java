package io.nodecore.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Waits until the readiness endpoint of each service answers 200. */
public final class Readiness {

    /** Long, because with {@code --processes} all JVMs start at once and load their classes. */
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
                                service.getKey() + " is not ready within " + TIMEOUT + "; its last answer: " + answer);
                    }
                    Thread.sleep(POLL);
                    answer = ask(client, service.getValue());
                }
            }
        }
    }

    /** Returns an empty text if the service is ready, else its answer. */
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
