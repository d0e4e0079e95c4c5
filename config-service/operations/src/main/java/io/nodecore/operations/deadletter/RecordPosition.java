package io.nodecore.operations.deadletter;

import org.apache.kafka.common.TopicPartition;

/** The position of one record. */
public record RecordPosition(String topic, int partition, long offset) {

    public TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }
}
