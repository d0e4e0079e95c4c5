package io.nodecore.usage;

import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A projection under another name, so that it reads beside the live one. */
record Renamed<F>(Projection<F> original) implements Projection<F> {

    static <F> Projection<F> of(Projection<F> original) {
        return new Renamed<>(original);
    }

    @Override
    public String name() {
        return original.name() + ".replay";
    }

    @Override
    public List<Topic<?>> topics() {
        return original.topics();
    }

    @Override
    public JournaledFact<F> read(ConsumerRecord<byte[], byte[]> record) throws Exception {
        return original.read(record);
    }

    @Override
    public List<JournaledFact<F>> apply(Connection connection, List<JournaledFact<F>> facts) throws SQLException {
        return original.apply(connection, facts);
    }
}
