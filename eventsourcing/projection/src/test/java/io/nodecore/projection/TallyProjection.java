package io.nodecore.projection;

import io.nodecore.projection.TallyProjection.Tally;
import io.nodecore.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A projection for tests: adds amounts up, and writes down every fact that it applied, so that a second time would show. */
public final class TallyProjection implements FactProjection<Tally> {

    static final String TABLES = """
            create table tallies (name text primary key, total bigint not null check (total < 1000));
            create table applied (topic text, partition integer, next bigint, name text);
            """;

    /** {@code name=amount}; a total must stay below 1000. */
    public record Tally(String name, long amount) {}

    /** What a test wants to happen inside the transaction, after the rows were written. */
    @FunctionalInterface
    public interface Intrusion {
        void happen(Connection connection, List<JournaledFact<Tally>> facts) throws SQLException;
    }

    private final String name;
    private final Topic<?> topic;
    private final Intrusion intrusion;

    public TallyProjection(String name, Topic<?> topic, Intrusion intrusion) {
        this.name = name;
        this.topic = topic;
        this.intrusion = intrusion;
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
    public Tally decode(String fromTopic, byte[] value) {
        String[] parts = new String(value, StandardCharsets.UTF_8).split("=", -1);
        return new Tally(parts[0], Long.parseLong(parts[1]));
    }

    @Override
    public List<JournaledFact<Tally>> apply(Connection connection, List<JournaledFact<Tally>> facts)
            throws SQLException {
        List<JournaledFact<Tally>> counting = new ArrayList<>();
        try (var add = connection.prepareStatement("""
                        insert into tallies as t values (?, ?)
                        on conflict (name) do update set total = t.total + excluded.total""");
                var log = connection.prepareStatement("insert into applied values (?, ?, ?, ?)")) {
            for (JournaledFact<Tally> fact : facts) {
                if (fact.fact().name().equals("repeat")) {
                    continue;
                }
                counting.add(fact);
                add.setString(1, fact.fact().name());
                add.setLong(2, fact.fact().amount());
                add.addBatch();
                log.setString(1, fact.topic());
                log.setInt(2, fact.partition());
                log.setLong(3, fact.offset());
                log.setString(4, fact.fact().name());
                log.addBatch();
            }
            add.executeBatch();
            log.executeBatch();
        }
        intrusion.happen(connection, facts);
        return counting;
    }
}
