package io.nodecore.bench.webhooks;

import io.nodecore.bench.run.TemporaryFolder;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.DomainEvent;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures webhook-relay, in a process of its own on a broker of its own. */
@Command(
        name = "webhooks",
        description = "Deliveries a second to a local receiver, for one webhook and for several.",
        footer = {"", "Exit code 1 if an event is missing."})
public final class WebhooksBench implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    @Mixin
    private WebhooksOptions options = new WebhooksOptions();

    @Override
    public Integer call() throws Exception {
        // Without it, the receiver's answers would wait for the acknowledgement of those before them.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try (TemporaryFolder folder = TemporaryFolder.create();
                EmbeddedKafka broker = EmbeddedKafka.start(folder.path().resolve("kafka"), 0)) {
            KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
            new TopicProvisioner(kafka).provision(Topics.EVENTS);
            append(options, kafka);
            say("machine      %d processors", Runtime.getRuntime().availableProcessors());
            say("backlog      %,d events about %,d users", options.events(), options.users());
            deliver(options, kafka, folder.path(), 1);
            deliver(options, kafka, folder.path(), options.webhooks());
        }
        return 0;
    }

    private static void append(WebhooksOptions options, KafkaSettings kafka) throws Exception {
        try (var producer =
                new KafkaProducer<>(kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int number = 0; number < options.events(); number++) {
                long user = 1 + number % options.users();
                var event = new DomainEvent(
                        "user.online:" + user + ":" + number,
                        "/nodecore/presence-service",
                        "user.online",
                        Long.toString(user),
                        Instant.ofEpochSecond(1_790_000_000L + number),
                        "{\"userId\":%d,\"nodeId\":1,\"nodeProtocolId\":1,\"ips\":[\"192.0.2.1\"]}"
                                .formatted(user)
                                .getBytes(StandardCharsets.UTF_8));
                sent.add(producer.send(event.toRecord(Topics.USER_EVENTS)));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private static void deliver(WebhooksOptions options, KafkaSettings kafka, Path folder, int webhooks)
            throws Exception {
        long expected = (long) options.events() * webhooks;
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (var receiver = new CountingReceiver(options.answerMs());
                var relay = new RelayProcess(
                        kafka.bootstrapServers(),
                        folder,
                        "of-" + webhooks,
                        webhooks,
                        options.uncommitted(),
                        receiver)) {
            while (receiver.taken() < expected) {
                relay.requireAlive();
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(
                            "only " + receiver.taken() + " of " + expected + " deliveries within " + TIMEOUT);
                }
                Thread.sleep(20);
            }
            say(
                    "%-2d webhooks  %,d deliveries in %.1f s: %,.0f/s; %d requests were repeats",
                    webhooks,
                    expected,
                    receiver.seconds(),
                    expected / receiver.seconds(),
                    receiver.requests() - expected);
        }
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
