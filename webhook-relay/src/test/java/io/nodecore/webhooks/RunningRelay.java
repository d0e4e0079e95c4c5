package io.nodecore.webhooks;

import static org.awaitility.Awaitility.await;

import io.nodecore.testkit.SharedServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service on the shared broker, with short waits. */
final class RunningRelay implements AutoCloseable {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final ConfigurableApplicationContext context;

    private RunningRelay(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A webhook of that name; returns when it has its position. */
    static RunningRelay start(String name, String url, String... more) {
        var relay = new RunningRelay(WebhookRelay.start(arguments(name, url, more)));
        awaitEnrolment(name);
        return relay;
    }

    static String[] arguments(String name, String url, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--nodecore.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers(),
                "--nodecore.webhooks[0].name=" + name,
                "--nodecore.webhooks[0].url=" + url,
                "--nodecore.webhooks[0].secret=" + SECRET,
                "--nodecore.webhook-delivery.timeout=3s",
                "--nodecore.webhook-delivery.first-wait=50ms",
                "--nodecore.webhook-delivery.longest-wait=400ms",
                "--nodecore.webhook-delivery.session-timeout=3s",
                "--server.port=0"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** What comes after this is new to the webhook. */
    static void awaitEnrolment(String name) {
        String group = "nodecore.webhook." + name;
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .isEmpty());
        }
    }

    /** The body of a management route, whatever its status. */
    String get(String route) throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + route));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }

    /** A counter or gauge of a webhook, 0 where there is none. */
    double meter(String name, String webhook) throws IOException, InterruptedException {
        return get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("webhook=\"" + webhook + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        context.close();
    }
}
