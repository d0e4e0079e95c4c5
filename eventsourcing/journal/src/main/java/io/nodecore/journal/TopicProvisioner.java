package io.nodecore.journal;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics of the catalogue that are missing, with their dead-letter topics, and refuses existing ones that could lose
 * facts. Replication is the cluster's default. Safe to run from several services at once.
 */
public final class TopicProvisioner {

    private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);

    private static final Duration PROPAGATION_PATIENCE = Duration.ofSeconds(30);
    private static final Duration PROPAGATION_POLL = Duration.ofMillis(50);

    /** Beside what the catalogue promises: such an election makes a broker the leader that has missed acknowledged facts. */
    private static final Map<String, String> OF_EVERY_TOPIC = Map.of("unclean.leader.election.enable", "false");

    private final KafkaSettings kafka;

    public TopicProvisioner(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * Makes sure that every topic exists and keeps what it promises to keep.
     *
     * @throws UnsafeTopicException naming the first topic and setting that could lose facts
     * @throws KafkaException when the cluster can't be reached or refuses
     */
    public void provision(Collection<Topic<?>> topics) {
        List<Topic<?>> all = topics.stream()
                .flatMap(topic -> Stream.concat(Stream.of(topic), topic.deadLetters().stream()))
                .toList();
        try (Admin admin = Admin.create(kafka.with(Map.of("client.id", "nodecore-provisioner")))) {
            create(admin, all);
            check(admin, all);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
        }
    }

    private static void create(Admin admin, List<Topic<?>> topics) throws InterruptedException, ExecutionException {
        var existing = admin.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        for (Topic<?> topic : topics) {
            if (!existing.contains(topic.name())) {
                missing.add(new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                        .configs(topic.config()));
            }
        }
        for (var created : admin.createTopics(missing).values().entrySet()) {
            try {
                created.getValue().get();
                log.info("created topic {}", created.getKey());
            } catch (ExecutionException e) {
                // Another service was quicker.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static void check(Admin admin, List<Topic<?>> topics) throws InterruptedException, ExecutionException {
        Map<ConfigResource, Topic<?>> resources = new LinkedHashMap<>();
        for (Topic<?> topic : topics) {
            resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic);
        }
        Map<ConfigResource, Config> found = describe(admin, resources.keySet());
        resources.forEach((resource, topic) -> refuseUnsafe(topic, Objects.requireNonNull(found.get(resource))));
    }

    /** Brokers learn of a new topic a moment after its creation was answered. */
    private static Map<ConfigResource, Config> describe(Admin admin, Set<ConfigResource> resources)
            throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + PROPAGATION_PATIENCE.toNanos();
        while (true) {
            try {
                return admin.describeConfigs(resources).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.sleep(PROPAGATION_POLL);
            }
        }
    }

    /**
     * More than promised is safe, of time and of size; less is not, nor compaction of facts, nor a time stamp from the report, nor a
     * leader that has missed facts.
     */
    static void refuseUnsafe(Topic<?> topic, Config found) {
        Map<String, String> promised = new HashMap<>(topic.config());
        promised.putAll(OF_EVERY_TOPIC);
        promised.forEach((setting, expected) -> {
            String actual = found.get(setting).value();
            boolean safe = switch (setting) {
                case "max.message.bytes" -> Long.parseLong(actual) >= Long.parseLong(expected);
                case "retention.ms" -> actual.equals(expected) || keepsLonger(actual, topic.keep());
                default -> actual.equals(expected);
            };
            if (!safe) {
                throw new UnsafeTopicException(topic.name(), setting, actual, expected);
            }
        });
    }

    private static boolean keepsLonger(String retentionMs, Keep promised) {
        long actual = Long.parseLong(retentionMs);
        return promised instanceof Keep.AtLeast(var period) && (actual < 0 || actual >= period.toMillis());
    }
}
