package io.nodecore.journal.topic;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Creates the topics of the catalogue that are missing, with their dead-letter topics, and refuses existing ones that could lose
 * facts: by their settings, or because fewer brokers keep them than {@link KafkaSettings#replication()} says. Existing topics are never
 * changed. Safe to run from several services at once.
 */
public final class TopicProvisioner {

    private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);

    private static final Duration PROPAGATION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PROPAGATION_POLL = Duration.ofMillis(50);

    /** Beside what the catalogue promises: such an election makes a broker the leader that has missed acknowledged facts. */
    private static final Map<String, String> OF_EVERY_TOPIC = Map.of("unclean.leader.election.enable", "false");

    private static final String MIN_IN_SYNC = "min.insync.replicas";

    private final KafkaSettings kafka;
    private final Cluster cluster;

    public TopicProvisioner(KafkaSettings kafka) {
        this.kafka = kafka;
        this.cluster = new Cluster(kafka.with(Map.of("client.id", "nodecore-provisioner")));
    }

    /**
     * Makes sure that every topic exists and keeps what it promises to keep.
     *
     * @throws UnsafeTopicException naming the first topic and setting that could lose facts
     * @throws KafkaException if the cluster can't be reached or refuses
     */
    public void provision(Collection<? extends Topic<?>> topics) {
        List<Topic<?>> all = topics.stream()
                .<Topic<?>>flatMap(topic -> Stream.concat(Stream.of(topic), topic.deadLetters().stream()))
                .toList();
        try (Admin admin = cluster.createAdmin()) {
            create(admin, all);
            check(admin, all);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
        }
    }

    private void create(Admin admin, List<Topic<?>> topics) throws InterruptedException, ExecutionException {
        Set<String> existing = admin.listTopics().names().get();
        NewTopic[] missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(this::newTopic)
                .toArray(NewTopic[]::new);
        if (missing.length == 0) {
            return;
        }
        try {
            cluster.createOrModifyTopics(missing);
        } catch (org.springframework.kafka.KafkaException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        }
        for (NewTopic created : missing) {
            log.info("created topic {}", created.name());
        }
    }

    private NewTopic newTopic(Topic<?> topic) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.put(MIN_IN_SYNC, Integer.toString(kafka.minInSyncReplicas()));
        return new NewTopic(topic.name(), topic.partitions(), (short) kafka.replication()).configs(config);
    }

    private void check(Admin admin, List<Topic<?>> topics) throws InterruptedException, ExecutionException {
        Map<ConfigResource, Topic<?>> resources = new LinkedHashMap<>();
        for (Topic<?> topic : topics) {
            resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic);
        }
        Map<ConfigResource, Config> found =
                whenKnown(() -> admin.describeConfigs(resources.keySet()).all().get());
        Map<String, TopicDescription> descriptions = whenKnown(
                () -> admin.describeTopics(topics.stream().map(Topic::name).toList())
                        .allTopicNames()
                        .get());
        resources.forEach((resource, topic) -> {
            Config config = Objects.requireNonNull(found.get(resource));
            refuseUnsafe(topic, config);
            refuseTooFewReplicas(topic, config, Objects.requireNonNull(descriptions.get(topic.name())));
        });
    }

    /** Asks a cluster for topics that were just created. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws InterruptedException, ExecutionException;
    }

    /** Brokers learn of a new topic a moment after its creation was answered. */
    private static <T> T whenKnown(Question<T> question) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + PROPAGATION_TIMEOUT.toNanos();
        while (true) {
            try {
                return question.ask();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.sleep(PROPAGATION_POLL);
            }
        }
    }

    /** A fact is acknowledged when this many brokers have it: with fewer, one disk less would lose it. */
    private void refuseTooFewReplicas(Topic<?> topic, Config config, TopicDescription description) {
        for (TopicPartitionInfo partition : description.partitions()) {
            int replicas = partition.replicas().size();
            if (replicas < kafka.replication()) {
                throw new UnsafeTopicException(
                        topic.name(),
                        "replication factor of partition " + partition.partition(),
                        Integer.toString(replicas),
                        kafka.replication() + " or more (NODECORE_REPLICATION)");
            }
        }
        String minInSync = config.get(MIN_IN_SYNC).value();
        if (Integer.parseInt(minInSync) < kafka.minInSyncReplicas()) {
            throw new UnsafeTopicException(
                    topic.name(),
                    MIN_IN_SYNC,
                    minInSync,
                    kafka.minInSyncReplicas() + " or more (NODECORE_REPLICATION)");
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

    /** Spring's admin, which creates what is missing and tolerates that another service was quicker. */
    private static final class Cluster extends KafkaAdmin {

        Cluster(Map<String, Object> properties) {
            super(properties);
        }

        @Override
        protected Admin createAdmin() {
            return super.createAdmin();
        }
    }
}
