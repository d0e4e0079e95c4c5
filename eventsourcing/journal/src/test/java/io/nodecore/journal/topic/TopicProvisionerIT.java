package io.nodecore.journal.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.schemas.Topics;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicProvisionerIT {

    private final KafkaSettings kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private final TopicProvisioner provisioner = new TopicProvisioner(kafka);

    @Test
    void creates_what_is_missing_with_its_dead_letter_topic_and_may_run_again() throws Exception {
        provisioner.provision(Topics.FACTS);
        provisioner.provision(Topics.FACTS);

        try (Admin admin = Admin.create(kafka.with(Map.of()))) {
            assertThat(admin.listTopics().names().get())
                    .contains("node.usage", "node.usage.dlq", "node.lifecycle", "node.lifecycle.dlq");
        }
    }

    @Test
    void refuses_a_topic_whose_retention_could_lose_facts_and_names_the_setting() throws Exception {
        create("kept.for-ever", Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "604800000"));

        assertThatThrownBy(() -> provisioner.provision(List.of(Topic.of("kept.for-ever", 1, new Keep.ForEver()))))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("topic kept.for-ever could lose facts: retention.ms is 604800000, expected -1");
    }

    @Test
    void refuses_a_topic_that_takes_its_time_stamps_from_reports() throws Exception {
        create("dated.by-report", Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"));

        assertThatThrownBy(() -> provisioner.provision(List.of(Topic.of("dated.by-report", 1, new Keep.ForEver()))))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("message.timestamp.type is CreateTime");
    }

    @Test
    void refuses_facts_that_would_be_compacted() throws Exception {
        create(
                "compacted.facts",
                Map.of(
                        "cleanup.policy", "compact",
                        "message.timestamp.type", "LogAppendTime",
                        "retention.ms", "-1"));

        assertThatThrownBy(() -> provisioner.provision(List.of(Topic.of("compacted.facts", 1, new Keep.ForEver()))))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("cleanup.policy is compact");
    }

    @Test
    void refuses_a_topic_that_does_not_take_the_largest_fact() throws Exception {
        create(
                "small.facts",
                Map.of(
                        "message.timestamp.type", "LogAppendTime",
                        "retention.ms", "-1",
                        "max.message.bytes", "1048588"));

        assertThatThrownBy(() -> provisioner.provision(List.of(Topic.of("small.facts", 1, new Keep.ForEver()))))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("max.message.bytes is 1048588");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retention.ms                   | 604800000
            retention.bytes                | 1073741824
            cleanup.policy                 | compact
            cleanup.policy                 | compact,delete
            message.timestamp.type         | CreateTime
            max.message.bytes              | 1048588
            unclean.leader.election.enable | true
            """)
    void refuses_each_setting_alone_that_could_lose_facts_and_names_it(String setting, String value) throws Exception {
        var topic = Topic.of("unsafe-" + UUID.randomUUID(), 1, new Keep.ForEver());
        create(topic, setting, value);

        assertThatThrownBy(() -> provisioner.provision(List.of(topic)))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("topic " + topic.name() + " could lose facts: " + setting + " is " + value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retention.ms                   | 604799999
            retention.bytes                | 1073741824
            cleanup.policy                 | compact,delete
            message.timestamp.type         | CreateTime
            """)
    void refuses_less_than_the_seven_days_that_a_topic_promises(String setting, String value) throws Exception {
        var topic = Topic.of("unsafe-" + UUID.randomUUID(), 1, new Keep.AtLeast(Duration.ofDays(7)));
        create(topic, setting, value);

        assertThatThrownBy(() -> provisioner.provision(List.of(topic)))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining(setting + " is " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "compact,delete"})
    void refuses_a_control_topic_whose_latest_records_could_be_removed(String policy) throws Exception {
        var topic = Topic.of("unsafe-" + UUID.randomUUID(), 1, new Keep.LatestOfKey());
        create(topic, "cleanup.policy", policy);

        assertThatThrownBy(() -> provisioner.provision(List.of(topic)))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("cleanup.policy is " + policy);
    }

    @Test
    void refuses_dead_letters_that_would_not_be_kept_for_ever() throws Exception {
        var topic = Topic.of("unsafe-" + UUID.randomUUID(), 1, new Keep.AtLeast(Duration.ofDays(1)));
        create(topic.deadLetters().orElseThrow(), "retention.ms", "86400000");

        assertThatThrownBy(() -> provisioner.provision(List.of(topic)))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("topic " + topic.name() + ".dlq could lose facts: retention.ms is 86400000");
    }

    @Test
    void accepts_a_topic_that_keeps_longer_than_promised() throws Exception {
        create("kept.longer", Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "-1"));

        assertThatCode(() -> provisioner.provision(
                        List.of(Topic.of("kept.longer", 1, new Keep.AtLeast(Duration.ofDays(7))))))
                .doesNotThrowAnyException();
    }

    @Test
    void refuses_a_topic_that_fewer_brokers_keep_than_the_settings_say() {
        var topic = Topic.of("copies-" + UUID.randomUUID(), 1, new Keep.ForEver());
        provisioner.provision(List.of(topic));

        var ofThree = new TopicProvisioner(new KafkaSettings(kafka.bootstrapServers(), Map.of(), 3));
        assertThatThrownBy(() -> ofThree.provision(List.of(topic)))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("replication factor of partition 0 is 1, expected 3 or more");
    }

    @Test
    void does_not_create_a_topic_with_fewer_copies_than_the_settings_say() {
        var ofThree = new TopicProvisioner(new KafkaSettings(kafka.bootstrapServers(), Map.of(), 3));

        assertThatThrownBy(() ->
                        ofThree.provision(List.of(Topic.of("copies-" + UUID.randomUUID(), 1, new Keep.ForEver()))))
                .isInstanceOf(InvalidReplicationFactorException.class);
    }

    @Test
    void creates_topics_whose_records_are_acknowledged_by_as_many_brokers_as_needed() throws Exception {
        var topic = Topic.of("copies-" + UUID.randomUUID(), 1, new Keep.ForEver());
        provisioner.provision(List.of(topic));

        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        try (Admin admin = Admin.create(kafka.with(Map.of()))) {
            Config config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            assertThat(config.get("min.insync.replicas").value()).isEqualTo("1");
        }
    }

    /** A topic as the catalogue wants it, but for one setting. */
    private void create(Topic<?> topic, String setting, String value) throws Exception {
        Map<String, String> config = new HashMap<>(topic.config());
        config.put(setting, value);
        create(topic.name(), config);
    }

    /** A topic as somebody else might have made it; large enough for every fact unless the settings say otherwise. */
    private void create(String name, Map<String, String> settings) throws Exception {
        Map<String, String> config = new HashMap<>(Map.of("max.message.bytes", "10000000"));
        config.putAll(settings);
        try (Admin admin = Admin.create(kafka.with(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty()).configs(config)))
                    .all()
                    .get();
        }
    }
}
