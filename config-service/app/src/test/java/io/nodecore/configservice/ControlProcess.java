package io.nodecore.configservice;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.embedded.FreePort;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.proto.control.ControlServiceGrpc;
import io.nodecore.proto.control.ControlServiceGrpc.ControlServiceBlockingStub;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.schemas.Topic;
import io.nodecore.testkit.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The service as a process of its own, which can be killed and started again on the same ports. */
final class ControlProcess implements ControlHistory.Core, AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    private final int adminPort = FreePort.orAny(0);
    private final int grpcPort = FreePort.orAny(0);
    private final ChildJvm.Command command;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ManagedChannel channel;
    private final KafkaProducer<byte[], byte[]> gateway;
    private @Nullable ChildJvm process;

    ControlProcess(String bootstrapServers, PostgresAddress postgres, Path folder) {
        command = ChildJvm.of(ConfigService.class)
                .options("-Xmx400m", "--enable-native-access=ALL-UNNAMED")
                .arguments(RunningControl.arguments(bootstrapServers, postgres, adminPort, grpcPort))
                .printingTo(folder.resolve("config-service.txt"));
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", grpcPort)
                .usePlaintext()
                .intercept(MetadataUtils.newAttachHeadersInterceptor(RunningControl.secret()))
                .build();
        gateway = new KafkaProducer<>(
                KafkaSettings.of(bootstrapServers).with(Map.of()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns when it answers. */
    void start() throws Exception {
        process = command.start();
        process.awaitReady(START_PATIENCE, this::answers);
    }

    /** Over both transports. */
    private boolean answers() {
        channel.resetConnectBackoff();
        try {
            var unused = grpc().withWaitForReady()
                    .withDeadlineAfter(1, TimeUnit.SECONDS)
                    .getConfig(GetConfigRequest.newBuilder()
                            .setNodeId(Long.MAX_VALUE)
                            .build());
            return false;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
                return false;
            }
        }
        try {
            return admin("GET", "/admin/nodes", null).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.close();
        }
    }

    /** kill -9 in a while; done when it is dead. */
    CompletableFuture<Void> killAfter(int millis) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        kill();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public Answer admin(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + RunningControl.TOKEN)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20));
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            JsonMapper json = JsonMapper.shared();
            return new Answer(
                    answer.statusCode(),
                    answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body()),
                    answer.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ControlServiceBlockingStub grpc() {
        return ControlServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    @Override
    public void report(Topic<?> topic, long nodeId, Instant receivedAt, String reportId, byte[] value) {
        var record = new ProducerRecord<>(topic.name(), Long.toString(nodeId).getBytes(StandardCharsets.UTF_8), value);
        new FactHeaders(UUID.randomUUID().toString(), nodeId, receivedAt.toEpochMilli(), reportId)
                .writeTo(record.headers());
        try {
            gateway.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        channel.shutdownNow();
        gateway.close();
    }
}
