package io.nodecore.standalone;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.nodecore.configservice.ConfigService;
import io.nodecore.embedded.FreePort;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.gateway.IngestGateway;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.NodeServiceGrpc.NodeServiceBlockingStub;
import io.nodecore.proto.NodeServiceGrpc.NodeServiceStub;
import io.nodecore.testkit.SharedServers;
import io.nodecore.usage.UsageAggregator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two replicas of the gateway, config-service and usage-aggregator in this JVM, on real servers. */
final class TwoGateways implements AutoCloseable {

    /** @param body empty if the answer has none */
    record Answer(int status, JsonNode body) {}

    /** One replica of the gateway. */
    record Gateway(int httpPort, ManagedChannel channel) {

        NodeServiceBlockingStub grpc(String authKey) {
            return NodeServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata(authKey)));
        }

        NodeServiceStub stream(String authKey) {
            return NodeServiceGrpc.newStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata(authKey)));
        }

        private static Metadata metadata(String authKey) {
            Metadata metadata = new Metadata();
            metadata.put(Metadata.Key.of("x-node-auth-key", Metadata.ASCII_STRING_MARSHALLER), authKey);
            return metadata;
        }
    }

    private static final String TOKEN = "a-token-of-the-tests";

    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();
    private final List<Gateway> gateways = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int adminPort = FreePort.orAny(0);

    private TwoGateways() {}

    static TwoGateways start() {
        var core = new TwoGateways();
        PostgresAddress postgres = SharedServers.postgres().newDatabase();
        int controlPort = FreePort.orAny(0);
        List<String> common = List.of(
                "--spring.main.register-shutdown-hook=false",
                "--KAFKA_BOOTSTRAP_SERVERS=" + SharedServers.kafka().bootstrapServers(),
                "--POSTGRES_URL=" + postgres.url(),
                "--POSTGRES_USER=" + postgres.user(),
                "--POSTGRES_PASSWORD=" + postgres.password(),
                "--REDIS_URL=" + SharedServers.redis().url(),
                "--ADMIN_TOKEN=" + TOKEN,
                "--CONTROL_TOKEN=" + TOKEN,
                "--ADMIN_PORT=" + core.adminPort,
                "--CONTROL_GRPC_PORT=" + controlPort,
                "--CONTROL_GRPC_URL=127.0.0.1:" + controlPort);
        core.contexts.add(ConfigService.start(with(common)));
        core.contexts.add(UsageAggregator.start(with(common)));
        for (int i = 0; i < 2; i++) {
            int httpPort = FreePort.orAny(0);
            int grpcPort = FreePort.orAny(0);
            core.contexts.add(IngestGateway.start(with(common, "--HTTP_PORT=" + httpPort, "--GRPC_PORT=" + grpcPort)));
            core.gateways.add(new Gateway(
                    httpPort,
                    ManagedChannelBuilder.forAddress("127.0.0.1", grpcPort)
                            .usePlaintext()
                            .build()));
        }
        return core;
    }

    private static String[] with(List<String> common, String... own) {
        List<String> arguments = new ArrayList<>(common);
        arguments.addAll(List.of(own));
        arguments.add("--MANAGEMENT_PORT=" + FreePort.orAny(0));
        return arguments.toArray(String[]::new);
    }

    List<Gateway> gateways() {
        return gateways;
    }

    Gateway first() {
        return gateways.getFirst();
    }

    /** Sends an admin request that must succeed, and returns the body of the answer. */
    JsonNode admin(String method, String path, @Nullable String body) {
        Answer answer = send(adminPort, method, path, body, "Authorization", "Bearer " + TOKEN);
        if (answer.status() >= 300) {
            throw new AssertionError(method + " " + path + " answered " + answer);
        }
        return answer.body();
    }

    Answer node(Gateway gateway, String method, String path, @Nullable String body, String authKey) {
        return send(gateway.httpPort(), method, path, body, "x-node-auth-key", authKey);
    }

    /** Registers a node at the gateway and returns the answer. */
    JsonNode register(Gateway gateway, String name) {
        String code =
                admin("POST", "/admin/registration-codes", "{}").get("code").stringValue();
        Answer answer = send(gateway.httpPort(), "POST", "/node/register", """
                {"code": "%s", "name": "%s", "ip": "203.0.113.7", "port": 8443, "region": "eu"}
                """.formatted(code, name));
        if (answer.status() != 201) {
            throw new AssertionError("registration answered " + answer);
        }
        return answer.body();
    }

    private Answer send(int port, String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            JsonMapper json = JsonMapper.shared();
            return new Answer(
                    answer.statusCode(),
                    answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gateways.forEach(gateway -> gateway.channel().shutdownNow());
        contexts.reversed().forEach(ConfigurableApplicationContext::close);
    }
}
