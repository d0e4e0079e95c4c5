package io.nodecore.projection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A process whose projection decodes each fact into three times its bytes, with the default settings. */
final class BacklogOwner implements FactProjection<long[]> {

    private static final int BYTES_PER_NUMBER = 3;

    private final String name;
    private final Topic<?> topic;

    private BacklogOwner(String name, Topic<?> topic) {
        this.name = name;
        this.topic = topic;
    }

    static Topic<?> topic(String name) {
        return Topic.of(name, 1, new Keep.ForEver());
    }

    /** @param args bootstrap servers, JDBC url, user, password, topic, projection */
    public static void main(String... args) throws Exception {
        var postgres = new PGSimpleDataSource();
        postgres.setUrl(args[1]);
        postgres.setUser(args[2]);
        postgres.setPassword(args[3]);
        new ProjectionRunner<>(
                        new BacklogOwner(args[5], topic(args[4])),
                        postgres,
                        KafkaSettings.of(args[0]),
                        ProjectionSettings.defaults(),
                        new SimpleMeterRegistry())
                .start();
        Thread.currentThread().join();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(topic);
    }

    @Override
    public long[] decode(String fromTopic, byte[] value) {
        return new long[value.length / BYTES_PER_NUMBER];
    }

    @Override
    public List<JournaledFact<long[]>> apply(Connection connection, List<JournaledFact<long[]>> facts)
            throws SQLException {
        try (var add = connection.prepareStatement("""
                insert into tallies as t values ('facts', ?)
                on conflict (name) do update set total = t.total + excluded.total""")) {
            add.setLong(1, facts.size());
            add.executeUpdate();
        }
        return facts;
    }
}
