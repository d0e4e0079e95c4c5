package io.nodecore.control.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.nodecore.configservice.ControlSchema;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.lifecycle.NodeLifecycleFact;
import io.nodecore.schemas.lifecycle.NodeProfile;
import io.nodecore.schemas.lifecycle.NodeRegistered;
import io.nodecore.schemas.lifecycle.RevisionPublished;
import io.nodecore.schemas.lifecycle.ServicesChanged;
import io.nodecore.testkit.SharedServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A topic that does not hold all that a rebuild needs, or holds it twice. */
class LostContentIT {

    private static final String SERVICES = "{\"mtproto\":{\"inbounds\":[]}}";

    @Test
    void the_latest_revision_without_content_is_made_again_and_a_repeated_fact_is_applied_once(@TempDir Path folder)
            throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            List<Topic<?>> topics = new ArrayList<>(Topics.CONTROL);
            topics.addAll(List.of(Topics.LIFECYCLE, Topics.HEARTBEATS, Topics.ERRORS, Topics.CONFIG_APPLIED));
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            new TopicProvisioner(settings).provision(topics);
            try (var producer = new KafkaProducer<>(
                    settings.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
                var registered = record(NodeLifecycleFact.newBuilder()
                        .setNodeRegistered(NodeRegistered.newBuilder()
                                .setProfile(NodeProfile.newBuilder()
                                        .setName("n")
                                        .setIp("203.0.113.1")
                                        .setPort(1))));
                producer.send(registered).get();
                producer.send(registered).get();
                producer.send(record(NodeLifecycleFact.newBuilder()
                                .setServicesChanged(ServicesChanged.newBuilder().setServicesJson(SERVICES))))
                        .get();
                producer.send(record(NodeLifecycleFact.newBuilder()
                                .setRevisionPublished(RevisionPublished.newBuilder()
                                        .setRevision(5)
                                        .setCause("services changed")
                                        .setContentDigest(ByteString.copyFrom(new byte[32])))))
                        .get();
            }
            ControlSchema schema =
                    ControlSchema.migrate(SharedServers.postgres().newDatabase(), "control_lost");

            var rebuilt = schema.rebuild(kafka.bootstrapServers()).runIfEmpty();

            assertThat(rebuilt).contains(new ControlRebuild.Rebuilt(0, 3, 0));
            JdbcClient jdbc = JdbcClient.create(schema.dataSource());
            assertThat(jdbc.sql("select latest_revision from nodes")
                            .query(Long.class)
                            .single())
                    .isEqualTo(5);
            assertThat(jdbc.sql("select services from node_revisions where revision = 5")
                            .query(String.class)
                            .single())
                    .isEqualTo(SERVICES);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(NodeLifecycleFact.Builder fact) {
        var record = new ProducerRecord<>(
                Topics.LIFECYCLE.name(),
                "7".getBytes(StandardCharsets.UTF_8),
                fact.build().toByteArray());
        String id = UUID.randomUUID().toString();
        new FactHeaders(id, 7, 1_000, id).writeTo(record.headers());
        return record;
    }
}
