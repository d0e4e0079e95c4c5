package io.nodecore.projection.step;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.projection.step.DecodedFacts.Readable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * SQL of {@code refused_facts}, and the rule for redriven facts: one is applied if the fact that it repeats was refused here
 * and not made good since. Nothing but the facts in their order decides that, so a replay decides the same, and a replay that can apply
 * the first of the two takes the second for a repeat.
 */
final class RefusedFactsTable {

    private static final String SETTLE = """
            delete from refused_facts refused
            using unnest(?::text[], ?::integer[], ?::bigint[]) as origin (topic, partition, fact_offset)
            where refused.projection = ? and refused.topic = origin.topic and refused.partition = origin.partition
              and refused.fact_offset = origin.fact_offset
            returning refused.topic, refused.partition, refused.fact_offset
            """;

    private static final String UNKNOWN = """
            select distinct origin.topic, origin.partition, origin.fact_offset
            from unnest(?::text[], ?::integer[], ?::bigint[]) as origin (topic, partition, fact_offset)
            left join projection_positions position
                on position.projection = ? and position.topic = origin.topic and position.partition = origin.partition
            where origin.fact_offset < coalesce(position.refusals_from, position.first_offset, origin.fact_offset + 1)
            """;

    private static final String ADD = """
            insert into refused_facts (projection, topic, partition, fact_offset, node_id, report_id)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing
            """;

    private record Origin(String topic, int partition, long offset) {}

    private final String projection;

    RefusedFactsTable(String projection) {
        this.projection = projection;
    }

    /** The facts without those that are redriven and counted before, each with its record. Lets none through a second time. */
    <F> List<Readable<F>> withoutCounted(Connection connection, List<Readable<F>> facts) throws SQLException {
        Set<Origin> asked = new HashSet<>();
        facts.forEach(fact -> origin(fact.origin()).ifPresent(asked::add));
        if (asked.isEmpty()) {
            return facts;
        }
        Set<Origin> unknown = ask(connection, UNKNOWN, asked);
        Set<Origin> settled = ask(connection, SETTLE, asked);
        List<Readable<F>> counting = new ArrayList<>();
        for (Readable<F> fact : facts) {
            Optional<Origin> origin = origin(fact.origin());
            if (origin.isEmpty() || settled.remove(origin.get()) || unknown.contains(origin.get())) {
                counting.add(fact);
            }
        }
        return counting;
    }

    /** Stores the facts that go to the dead letters. A redriven fact replaces the fact that it repeats. */
    void add(Connection connection, List<DeadLetter> deadLetters) throws SQLException {
        for (DeadLetter deadLetter : deadLetters) {
            Optional<Origin> origin = origin(deadLetter.origin());
            if (origin.isPresent()) {
                Set<Origin> asked = Set.of(origin.get());
                if (ask(connection, UNKNOWN, asked).isEmpty()
                        && ask(connection, SETTLE, asked).isEmpty()) {
                    // The original fact was applied, so its copy must not be applied.
                    continue;
                }
            }
            add(connection, deadLetter.origin());
        }
    }

    private void add(Connection connection, ConsumerRecord<byte[], byte[]> refused) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            Optional<FactHeaders> headers = headers(refused.headers());
            statement.setString(1, projection);
            statement.setString(2, refused.topic());
            statement.setInt(3, refused.partition());
            statement.setLong(4, refused.offset());
            statement.setObject(5, headers.map(FactHeaders::nodeId).orElse(null), java.sql.Types.BIGINT);
            // Postgres stores no NUL; such a name was never claimed either.
            statement.setString(
                    6,
                    headers.map(FactHeaders::reportId)
                            .filter(id -> id.indexOf('\0') < 0)
                            .orElse(null));
            statement.executeUpdate();
        }
    }

    private Set<Origin> ask(Connection connection, String sql, Set<Origin> origins) throws SQLException {
        List<Origin> ordered = List.copyOf(origins);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", ordered.stream().map(Origin::topic).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "integer", ordered.stream().map(Origin::partition).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", ordered.stream().map(Origin::offset).toArray()));
            statement.setString(4, projection);
            Set<Origin> found = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Origin(row.getString(1), row.getInt(2), row.getLong(3)));
                }
            }
            return found;
        }
    }

    private static Optional<Origin> origin(ConsumerRecord<byte[], byte[]> record) {
        return RedriveHeaders.find(record.headers())
                .filter(redriven -> redriven.topic().equals(record.topic()))
                .map(redriven -> new Origin(redriven.topic(), redriven.partition(), redriven.offset()));
    }

    private static Optional<FactHeaders> headers(Headers headers) {
        try {
            return Optional.of(FactHeaders.readFrom(headers));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
