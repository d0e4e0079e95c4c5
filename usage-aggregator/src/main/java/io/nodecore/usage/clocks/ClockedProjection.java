package io.nodecore.usage.clocks;

import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A projection that reads its facts with a bounded {@code received-at}. */
public record ClockedProjection<F>(Projection<F> original, ReceivedAtBound receivedAt) implements Projection<F> {

    public static <F> Projection<F> of(ReceivedAtBound receivedAt, Projection<F> original) {
        return new ClockedProjection<>(original, receivedAt);
    }

    @Override
    public String name() {
        return original.name();
    }

    @Override
    public List<Topic<?>> topics() {
        return original.topics();
    }

    @Override
    public JournaledFact<F> read(ConsumerRecord<byte[], byte[]> record) throws Exception {
        JournaledFact<F> fact = original.read(record);
        return new JournaledFact<>(
                fact.topic(), fact.partition(), fact.offset(), receivedAt.bound(record, fact.headers()), fact.fact());
    }

    @Override
    public List<JournaledFact<F>> apply(Connection connection, List<JournaledFact<F>> facts) throws SQLException {
        return original.apply(connection, facts);
    }
}
