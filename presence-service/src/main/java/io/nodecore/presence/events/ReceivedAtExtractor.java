package io.nodecore.presence.events;

import io.nodecore.journal.FactHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Event time is {@code received-at}: the topic's own time stamps are the broker's. A record without it keeps the partition's time, so
 * that it reaches {@link ReportReader}, which sends it to the dead letters.
 */
final class ReceivedAtExtractor implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        try {
            return FactHeaders.readFrom(record.headers()).receivedAtMs();
        } catch (IllegalArgumentException e) {
            return Math.max(0, partitionTime);
        }
    }
}
