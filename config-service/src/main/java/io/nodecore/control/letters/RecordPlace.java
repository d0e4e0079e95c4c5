package io.nodecore.control.letters;

import org.apache.kafka.common.TopicPartition;

/** Where one record stands. */
record RecordPlace(String topic, int partition, long offset) {

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }
}
