package io.nodecore.usage.replay;

import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.facts.UsageReported;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A projection of usage with a deliberate bug: it counts the bytes up of one user twice. */
record BuggyUsage<F>(FactProjection<F> original, long user) implements FactProjection<F> {

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
        UsageReported.Builder report = UsageReported.newBuilder();
        for (var entry : UsageReported.parseFrom(value).getEntriesList()) {
            report.addEntries(
                    entry.getUserId() == user
                            ? entry.toBuilder()
                                    .setBytesUp(2 * entry.getBytesUp())
                                    .build()
                            : entry);
        }
        return original.decode(topic, report.build().toByteArray());
    }

    @Override
    public List<JournaledFact<F>> apply(Connection connection, List<JournaledFact<F>> facts) throws SQLException {
        return original.apply(connection, facts);
    }
}
