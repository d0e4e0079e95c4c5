package io.nodecore.usage.clocks;

import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A projection that reads its facts with a bounded {@code received-at}. */
record ClockedProjection<F>(Projection<F> original, ReceivedAtBound receivedAt) implements Projection<F> {

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
        return receivedAt.bound(record, original.read(record));
    }

    @Override
    public List<JournaledFact<F>> apply(Connection connection, List<JournaledFact<F>> facts) throws SQLException {
        return original.apply(connection, facts);
    }
}
