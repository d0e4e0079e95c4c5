package io.nodecore.projection;

import io.nodecore.journal.FactHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A projection of facts of nodes: each has its headers, and a value.
 *
 * @param <F> the facts, a sealed family if there are several topics
 */
public interface FactProjection<F> extends Projection<F> {

    /**
     * Decodes one record's value. Pure.
     *
     * @throws Exception when the value can't be read
     */
    F decode(String topic, byte[] value) throws Exception;

    @Override
    default JournaledFact<F> read(ConsumerRecord<byte[], byte[]> record) throws Exception {
        FactHeaders headers = FactHeaders.readFrom(record.headers());
        if (record.value() == null) {
            throw new IllegalArgumentException("the record has no value");
        }
        F fact = decode(record.topic(), record.value());
        return new JournaledFact<>(record.topic(), record.partition(), record.offset(), headers, fact);
    }
}
