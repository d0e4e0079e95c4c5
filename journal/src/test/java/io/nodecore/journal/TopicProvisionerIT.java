package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.embedded.SharedServers;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

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

        assertThatThrownBy(() -> provisioner.provision(List.of(new Topic("kept.for-ever", 1, new Keep.ForEver()))))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("topic kept.for-ever could lose facts: retention.ms is 604800000, expected -1");
    }

    @Test
    void refuses_a_topic_that_takes_its_time_stamps_from_reports() throws Exception {
        create("dated.by-report", Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"));

        assertThatThrownBy(() -> provisioner.provision(List.of(new Topic("dated.by-report", 1, new Keep.ForEver()))))
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

        assertThatThrownBy(() -> provisioner.provision(List.of(new Topic("compacted.facts", 1, new Keep.ForEver()))))
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

        assertThatThrownBy(() -> provisioner.provision(List.of(new Topic("small.facts", 1, new Keep.ForEver()))))
                .isInstanceOf(UnsafeTopicException.class)
                .hasMessageContaining("max.message.bytes is 1048588");
    }

    @Test
    void accepts_a_topic_that_keeps_longer_than_promised() throws Exception {
        create("kept.longer", Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "-1"));

        assertThatCode(() -> provisioner.provision(
                        List.of(new Topic("kept.longer", 1, new Keep.AtLeast(Duration.ofDays(7))))))
                .doesNotThrowAnyException();
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
