package io.nodecore.control.status;

import io.nodecore.journal.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end offsets of partitions, if Kafka answers in time. */
public final class EndOffsets implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EndOffsets.class);
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Admin admin;

    public EndOffsets(KafkaSettings kafka) {
        this.admin = Admin.create(kafka.with(Map.of(
                "client.id", "nodecore-config-progress",
                "default.api.timeout.ms", (int) DEADLINE.toMillis(),
                "request.timeout.ms", (int) DEADLINE.toMillis())));
    }

    /** Partitions for which Kafka does not answer are missing. */
    public Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> wanted = partitions.stream()
                .distinct()
                .collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.latest()));
        ListOffsetsResult asked = admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition partition : wanted.keySet()) {
            try {
                ends.put(
                        partition,
                        asked.partitionResult(partition)
                                .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                                .offset());
            } catch (ExecutionException | TimeoutException e) {
                log.debug("no end offset of {}", partition, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return ends;
    }

    @Override
    public void close() {
        admin.close(DEADLINE);
    }
}
