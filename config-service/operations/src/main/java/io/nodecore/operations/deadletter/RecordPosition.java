package io.nodecore.operations.deadletter;

import org.apache.kafka.common.TopicPartition;

/** Where one record stands. */
record RecordPosition(String topic, int partition, long offset) {

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }
}
