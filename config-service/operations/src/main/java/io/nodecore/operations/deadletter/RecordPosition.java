package io.nodecore.operations.deadletter;

import org.apache.kafka.common.TopicPartition;

/** The position of one record. */
record RecordPosition(String topic, int partition, long offset) {

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }
}
