package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpServer;
import io.nodecore.simulator.Fleet;
import io.nodecore.simulator.FleetSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A default run with a webhook: the events of a fleet arrive and match their schemas. */
class WebhooksIT {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final List<JsonNode> posted = new CopyOnWriteArrayList<>();

    @Test
    void the_events_of_a_fleet_arrive_and_match_their_schemas(@TempDir Path folder) throws Exception {
        HttpServer receiver = receiver();
        Map<String, String> environment = Map.of(
                "HTTP_PORT", "0",
                "GRPC_PORT", "0",
                "ADMIN_PORT", "0",
                "NODECORE_WEBHOOKS_0_NAME", "billing",
                "NODECORE_WEBHOOKS_0_URL",
                        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/",
                "NODECORE_WEBHOOKS_0_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        try (var standalone = StandaloneProcess.start(folder, environment);
                var _ = Fleet.start(FleetSettings.demo(folder), DemoFleet.address(standalone.run()))) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(posted.stream().map(event -> text(event, "type")))
                            .contains(
                                    "node.registered",
                                    "node.online",
                                    "node.config-published",
                                    "node.config-applied",
                                    "user.online"));
            assertThat(posted).allSatisfy(WebhooksIT::isValid);
        } finally {
            receiver.stop(0);
        }
    }

    private HttpServer receiver() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                posted.add(
                        JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        return server;
    }

    private static void isValid(JsonNode event) throws Exception {
        String name = "/schemas/events/" + text(event, "type") + ".schema.json";
        try (var schema = Objects.requireNonNull(WebhooksIT.class.getResourceAsStream(name), name)) {
            assertThat(SCHEMAS.getSchema(schema)
                            .validate(
                                    event.get("data"),
                                    context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                    .as(event.toString())
                    .isEmpty();
        }
    }

    private static String text(JsonNode event, String attribute) {
        return event.required(attribute).stringValue();
    }
}
