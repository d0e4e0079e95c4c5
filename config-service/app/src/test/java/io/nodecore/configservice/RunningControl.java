package io.nodecore.configservice;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.journal.DomainEvent;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.outbox.OutboxRelay;
import io.nodecore.proto.control.ControlServiceGrpc;
import io.nodecore.proto.control.RegisterNodeRequest;
import io.nodecore.proto.control.RegisterNodeResponse;
import io.nodecore.schemas.Topic;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on real servers, mostly once per JVM, and what agents' reports and admins' requests need to reach it. */
public final class RunningControl implements ControlHistory.Core, AutoCloseable {

    public static final String TOKEN = "a-token-of-the-tests";
    static final String CONTROL_TOKEN = "a-control-token-of-the-tests";

    /** @param body empty where the answer has none */
    public record Answer(int status, JsonNode body, Map<String, List<String>> headers) {}

    private static @Nullable RunningControl shared;

    private final AtomicInteger names = new AtomicInteger();
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final ManagedChannel channel;
    private final KafkaProducer<byte[], byte[]> gateway;
    private final KafkaSettings kafka;

    private RunningControl(String bootstrapServers, PostgresAddress postgres, String redisUrl) {
        kafka = KafkaSettings.of(bootstrapServers);
        context = ConfigService.start(arguments(bootstrapServers, postgres, redisUrl, 0, 0));
        channel = ManagedChannelBuilder.forAddress(
                        "localhost", context.getBean(GrpcServerLifecycle.class).getPort())
                .usePlaintext()
                .intercept(MetadataUtils.newAttachHeadersInterceptor(secret()))
                .build();
        gateway = new KafkaProducer<>(kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
        Runtime.getRuntime().addShutdownHook(new Thread(channel::shutdownNow));
    }

    public static synchronized RunningControl get() {
        RunningControl running = shared;
        if (running == null) {
            running = on(
                    SharedServers.kafka().bootstrapServers(),
                    SharedServers.postgres().newDatabase());
            shared = running;
        }
        return running;
    }

    /** One of the test's own. */
    public static RunningControl on(String bootstrapServers, PostgresAddress postgres) {
        return on(bootstrapServers, postgres, SharedServers.redis().url());
    }

    /** One whose Redis is the test's own, too. */
    public static RunningControl on(String bootstrapServers, PostgresAddress postgres, String redisUrl) {
        return new RunningControl(bootstrapServers, postgres, redisUrl);
    }

    /** Settings of a service that tests can wait for. */
    static String[] arguments(String bootstrapServers, PostgresAddress postgres, int adminPort, int grpcPort) {
        return arguments(bootstrapServers, postgres, SharedServers.redis().url(), adminPort, grpcPort);
    }

    static Metadata secret() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + CONTROL_TOKEN);
        return headers;
    }

    private static String[] arguments(
            String bootstrapServers, PostgresAddress postgres, String redisUrl, int adminPort, int grpcPort) {
        return new String[] {
            "--server.port=" + adminPort,
            "--management.server.port=0",
            "--spring.grpc.server.port=" + grpcPort,
            "--spring.datasource.url=" + postgres.url(),
            "--spring.datasource.username=" + postgres.user(),
            "--spring.datasource.password=" + postgres.password(),
            "--nodecore.kafka.bootstrap-servers=" + bootstrapServers,
            "--nodecore.redis.url=" + redisUrl,
            "--nodecore.admin.token=" + TOKEN,
            "--nodecore.internal.token=" + CONTROL_TOKEN,
            "--server.tomcat.remoteip.internal-proxies=127.0.0.0/8,::1/128",
            "--nodecore.runtime-status.allow-local-addresses=true",
            "--server.tomcat.connection-timeout=3s",
            "--nodecore.streams.max-streams=4",
            "--nodecore.streams.interval=200ms",
            "--nodecore.streams.alive=1s",
            "--nodecore.status.offline-after=3s",
            "--nodecore.status.tick=200ms",
            "--nodecore.expiry.tick=200ms",
            "--nodecore.quota.tick=200ms"
        };
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
        context.close();
    }

    public int adminPort() {
        return port("local.server.port");
    }

    int internalPort() {
        return context.getBean(GrpcServerLifecycle.class).getPort();
    }

    public int managementPort() {
        return port("local.management.port");
    }

    private int port(String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    /** The value of a gauge or a counter. */
    public double meter(String name) {
        return bean(MeterRegistry.class)
                .get(name)
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Of this process; a test that stops it starts it again. */
    OutboxRelay relay() {
        return bean(OutboxRelay.class);
    }

    public KafkaSettings kafka() {
        return kafka;
    }

    @Override
    public ControlServiceGrpc.ControlServiceBlockingStub grpc() {
        return ControlServiceGrpc.newBlockingStub(channel);
    }

    public String newName(String what) {
        return what + "-" + names.incrementAndGet();
    }

    // Admin API

    @Override
    public Answer admin(String method, String path, @Nullable String body) {
        return send(method, path, body, "Authorization", "Bearer " + TOKEN);
    }

    public Answer get(String path) {
        return admin("GET", path, null);
    }

    /** The body of an answer that must have this status. */
    public JsonNode expect(int status, String method, String path, @Nullable String body) {
        Answer answer = admin(method, path, body);
        if (answer.status() != status) {
            throw new AssertionError(method + " " + path + " answered " + answer);
        }
        return answer.body();
    }

    public Answer send(String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + adminPort() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null && !Arrays.asList(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            // Pages of the console are no JSON.
            boolean isJson = answer.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            JsonNode tree = isJson ? json.readTree(answer.body()) : json.createObjectNode();
            return new Answer(answer.statusCode(), tree, answer.headers().map());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String newCode() {
        return expect(201, "POST", "/admin/registration-codes", "{}")
                .get("code")
                .stringValue();
    }

    /** A node that registered and has not called yet. */
    public RegisterNodeResponse newNode() {
        return register(newCode(), newName("node"));
    }

    public RegisterNodeResponse register(String code, String name) {
        return grpc().registerNode(RegisterNodeRequest.newBuilder()
                .setCode(code)
                .setName(name)
                .setIp("203.0.113.7")
                .setPort(8080)
                .setRegion("eu-west")
                .build());
    }

    public long newUser() {
        return expect(201, "POST", "/admin/users", "{\"name\": \"%s\"}".formatted(newName("user")))
                .get("id")
                .longValue();
    }

    public long newSubscription(long userId) {
        return expect(201, "POST", "/admin/subscriptions", "{\"userId\": %d}".formatted(userId))
                .get("id")
                .longValue();
    }

    public String newLink(long subscriptionId, long nodeProtocolId) {
        return expect(
                        201,
                        "POST",
                        "/admin/subscriptions/" + subscriptionId + "/links",
                        "{\"nodeProtocolId\": %d}".formatted(nodeProtocolId))
                .get("uuid")
                .stringValue();
    }

    // Topics

    /** Appends an event as another service does. */
    public void tell(Topic<?> topic, DomainEvent event) {
        try {
            gateway.send(event.toRecord(topic)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends a fact as the gateway does. */
    @Override
    public void report(Topic<?> topic, long nodeId, Instant receivedAt, String reportId, byte[] value) {
        var record = new ProducerRecord<>(topic.name(), Long.toString(nodeId).getBytes(StandardCharsets.UTF_8), value);
        new FactHeaders(UUID.randomUUID().toString(), nodeId, receivedAt.toEpochMilli(), reportId)
                .writeTo(record.headers());
        append(record);
    }

    /** Appends whatever it is. */
    public void append(ProducerRecord<byte[], byte[]> record) {
        try {
            gateway.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a topic holds of one key, in its order. */
    public List<ConsumerRecord<String, byte[]>> records(Topic<?> topic, String key) {
        return records(topic).stream()
                .filter(record -> record.key().equals(key))
                .toList();
    }

    public List<ConsumerRecord<String, byte[]>> records(Topic<?> topic) {
        return TopicContent.of(
                kafka().bootstrapServers(), topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }
}
