package io.nodecore.gateway.kit;

import static org.awaitility.Awaitility.await;

import io.nodecore.gateway.IngestGateway;
import io.nodecore.gateway.auth.KnownKeys;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.testkit.SharedServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** A gateway on real Kafka, with free ports and a config-service that the test plays. */
public final class RunningGateway implements AutoCloseable {

    private static final AtomicLong NEXT_NODE = new AtomicLong(1);
    private static @Nullable RunningGateway shared;

    private final FakeConfigService configService = new FakeConfigService();
    private final ConfigurableApplicationContext context;
    private final ControlTopics controlTopics;
    private final Facts facts;

    private RunningGateway(String bootstrapServers, boolean isControlAway, String... settings) {
        configService.away(isControlAway);
        KafkaSettings kafka = KafkaSettings.of(bootstrapServers);
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.grpc.server.port=0",
                "--management.server.port=0",
                "--nodecore.kafka.bootstrap-servers=" + bootstrapServers,
                "--nodecore.control.token=a-secret-of-tests",
                "--nodecore.control.target=127.0.0.1:" + configService.port()));
        arguments.addAll(List.of(settings));
        context = IngestGateway.start(arguments.toArray(String[]::new));
        controlTopics = new ControlTopics(kafka);
        facts = new Facts(kafka);
    }

    /** One for all tests that leave it as it is. Its limits are as by default, but failed attempts are not slowed down. */
    public static synchronized RunningGateway shared() {
        RunningGateway gateway = shared;
        if (gateway == null) {
            gateway = start(
                    "--nodecore.gateway.auth.failure-burst=1000000",
                    "--nodecore.gateway.auth.registration-burst=1000000");
            shared = gateway;
        }
        return gateway;
    }

    public static RunningGateway start(String... settings) {
        return new RunningGateway(SharedServers.kafka().bootstrapServers(), false, settings);
    }

    /** One whose config-service does not answer yet. */
    public static RunningGateway startWithoutConfigService() {
        return new RunningGateway(SharedServers.kafka().bootstrapServers(), true);
    }

    /** One on a broker of the test's own. */
    public static RunningGateway on(String bootstrapServers, String... settings) {
        return new RunningGateway(bootstrapServers, false, settings);
    }

    /** A node that no other test uses, with a key that the gateway's table has. */
    public long newNode() {
        long nodeId = NEXT_NODE.getAndIncrement();
        controlTopics.key(Keys.of(nodeId), nodeId);
        KnownKeys keys = context.getBean(KnownKeys.class);
        await().until(() -> keys.knows(Keys.of(nodeId)));
        return nodeId;
    }

    public int httpPort() {
        return port("local.server.port");
    }

    public int grpcPort() {
        return context.getBean(GrpcServerLifecycle.class).getPort();
    }

    public int managementPort() {
        return port("local.management.port");
    }

    private int port(String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    public FakeConfigService configService() {
        return configService;
    }

    public ControlTopics controlTopics() {
        return controlTopics;
    }

    public Facts facts() {
        return facts;
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
