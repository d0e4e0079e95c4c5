package io.nodecore.gateway.kit;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.NodeKey;
import io.nodecore.schemas.control.NodeMultipliers;
import io.nodecore.schemas.control.NodeRevision;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What config-service publishes to the gateways. */
public final class ControlTopics {

    private final KafkaProducer<String, byte[]> producer;

    ControlTopics(KafkaSettings kafka) {
        producer = new KafkaProducer<>(
                kafka.with(Map.of("acks", "all")), new StringSerializer(), new ByteArraySerializer());
    }

    public void key(String authKey, long nodeId) {
        publish(
                Topics.CONTROL_KEYS,
                Keys.hash(authKey),
                NodeKey.newBuilder().setNodeId(nodeId).build().toByteArray());
    }

    public void revoke(String authKey) {
        publish(Topics.CONTROL_KEYS, Keys.hash(authKey), null);
    }

    public void revision(long nodeId, long revision) {
        publish(
                Topics.CONTROL_REVISIONS,
                Long.toString(nodeId),
                NodeRevision.newBuilder().setRevision(revision).build().toByteArray());
    }

    public void multipliers(long nodeId, String multiplier) {
        publish(
                Topics.CONTROL_MULTIPLIERS,
                Long.toString(nodeId),
                NodeMultipliers.newBuilder().setMultiplier(multiplier).build().toByteArray());
    }

    private void publish(Topic topic, String key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<String, byte[]>(topic.name(), key, value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
