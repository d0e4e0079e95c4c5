package io.nodecore.usage.replay;

import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.facts.UsageReported;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A projection of usage with a deliberate bug: it refuses the reports that tell of one user. */
record RefusingUsage<F>(FactProjection<F> original, long user) implements FactProjection<F> {

    @Override
    public String name() {
        return original.name();
    }

    @Override
    public List<Topic<?>> topics() {
        return original.topics();
    }

    @Override
    public F decode(String topic, byte[] value) throws Exception {
        if (UsageReported.parseFrom(value).getEntriesList().stream().anyMatch(entry -> entry.getUserId() == user)) {
            throw new IllegalArgumentException("refuses user " + user);
        }
        return original.decode(topic, value);
    }

    @Override
    public List<JournaledFact<F>> apply(Connection connection, List<JournaledFact<F>> facts) throws SQLException {
        return original.apply(connection, facts);
    }
}
