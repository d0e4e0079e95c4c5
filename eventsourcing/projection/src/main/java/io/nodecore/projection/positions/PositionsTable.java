package io.nodecore.projection.positions;

import static java.util.Objects.requireNonNull;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** SQL of {@code projection_positions}. */
public final class PositionsTable {

    /** Every statement locks rows in this order, so that two owners of several partitions can't deadlock. */
    public static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private static final String LIMITS =
            "select set_config('lock_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)";

    private static final String CLAIM = """
            insert into projection_positions as held
                (projection, topic, partition, first_offset, next_offset, epoch, updated_at)
            select ?, topic, partition, first_offset, first_offset, 1, now()
            from unnest(?::text[], ?::integer[], ?::bigint[]) as claimed (topic, partition, first_offset)
            order by topic, partition
            on conflict (projection, topic, partition) do update set epoch = held.epoch + 1, updated_at = now()
            returning topic, partition, next_offset, epoch, applied, repeated, dead_lettered, passed_over
            """;

    // The counts move with the position, with every readable fact taken for applied: CORRECT follows in the same
    // transaction where one was not. The time-out travels with the first statement of the transaction, to save a round
    // trip. It makes the server end the transaction of a process that stopped in the middle; its row locks would keep
    // the next owner out for as long.
    private static final String MOVE = """
            with held as materialized (
                select position.topic, position.partition,
                       move.applied, move.dead_lettered, move.passed_over,
                       set_config('idle_in_transaction_session_timeout', ?, true)
                from projection_positions position
                join unnest(?::text[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                     as move (topic, partition, expected_offset, epoch, applied, dead_lettered, passed_over)
                  on position.topic = move.topic and position.partition = move.partition
                where position.projection = ?
                  and position.next_offset = move.expected_offset
                  and position.epoch = move.epoch
                order by position.topic, position.partition
                for update of position)
            update projection_positions position
            set next_offset = position.next_offset + held.applied + held.dead_lettered + held.passed_over,
                applied = position.applied + held.applied,
                dead_lettered = position.dead_lettered + held.dead_lettered,
                passed_over = position.passed_over + held.passed_over,
                updated_at = now()
            from held
            where position.projection = ? and position.topic = held.topic and position.partition = held.partition
            returning position.topic, position.partition
            """;

    private static final String CORRECT = """
            update projection_positions position
            set applied = position.applied - correction.repeated - correction.poison,
                repeated = position.repeated + correction.repeated,
                dead_lettered = position.dead_lettered + correction.poison
            from unnest(?::text[], ?::integer[], ?::bigint[], ?::bigint[])
                 as correction (topic, partition, repeated, poison)
            where position.projection = ?
              and position.topic = correction.topic and position.partition = correction.partition
            """;

    private final String projection;

    public PositionsTable(String projection) {
        this.projection = projection;
    }

    /**
     * Takes partitions over: the previous owner can't change their positions any more.
     *
     * @param firstOffsets the partitions, each with the offset at which a projection without a position begins
     * @param waitAtMost how long to wait for the owner before to end its transaction; and how long this transaction may idle, should
     *     its process stop here, before the server ends it: its row locks would keep the next owner out
     */
    public Map<TopicPartition, Claim> claim(
            Connection connection, Map<TopicPartition, Long> firstOffsets, Duration waitAtMost) throws SQLException {
        try (var limits = connection.prepareStatement(LIMITS)) {
            limits.setString(1, waitAtMost.toMillis() + "ms");
            limits.setString(2, waitAtMost.toMillis() + "ms");
            limits.execute();
        }
        List<TopicPartition> partitions =
                firstOffsets.keySet().stream().sorted(ORDER).toList();
        try (var statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, projection);
            setPartitions(statement, 2, partitions, Function.identity());
            statement.setArray(
                    4, bigints(connection, partitions, partition -> requireNonNull(firstOffsets.get(partition))));
            Map<TopicPartition, Claim> claims = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    var partition = new TopicPartition(row.getString(1), row.getInt(2));
                    var counts = new FactCounts(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8));
                    claims.put(partition, new Claim(partition, row.getLong(3), row.getLong(4), counts));
                }
            }
            return claims;
        }
    }

    /**
     * Moves positions that are still as claimed.
     *
     * @param moves for each claim what becomes of the offsets to pass, when no fact is a repeat or poison
     * @return the partitions that were moved; if one is missing, another process has claimed it and the transaction must roll back
     */
    public Set<TopicPartition> move(Connection connection, Map<Claim, FactCounts> moves, Duration idleAtMost)
            throws SQLException {
        List<Claim> claims = moves.keySet().stream()
                .sorted(Comparator.comparing(Claim::partition, ORDER))
                .toList();
        try (var statement = connection.prepareStatement(MOVE)) {
            statement.setString(1, idleAtMost.toMillis() + "ms");
            setPartitions(statement, 2, claims, Claim::partition);
            statement.setArray(4, bigints(connection, claims, Claim::nextOffset));
            statement.setArray(5, bigints(connection, claims, Claim::epoch));
            setCounts(statement, 6, claims, moves, FactCounts::applied);
            setCounts(statement, 7, claims, moves, FactCounts::deadLettered);
            setCounts(statement, 8, claims, moves, FactCounts::passedOver);
            statement.setString(9, projection);
            statement.setString(10, projection);
            Set<TopicPartition> moved = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    moved.add(new TopicPartition(row.getString(1), row.getInt(2)));
                }
            }
            return moved;
        }
    }

    /**
     * Counts facts of partitions that this transaction has moved for what they turned out to be.
     *
     * @param notApplied repeats and poison of each partition
     */
    public void correct(Connection connection, Map<TopicPartition, FactCounts> notApplied) throws SQLException {
        if (notApplied.isEmpty()) {
            return;
        }
        List<TopicPartition> partitions =
                notApplied.keySet().stream().sorted(ORDER).toList();
        try (var statement = connection.prepareStatement(CORRECT)) {
            setPartitions(statement, 1, partitions, Function.identity());
            setCounts(statement, 3, partitions, notApplied, FactCounts::repeated);
            setCounts(statement, 4, partitions, notApplied, FactCounts::deadLettered);
            statement.setString(5, projection);
            statement.executeUpdate();
        }
    }

    private static <T> void setCounts(
            PreparedStatement statement,
            int index,
            List<T> items,
            Map<T, FactCounts> counts,
            Function<FactCounts, Long> number)
            throws SQLException {
        statement.setArray(
                index,
                bigints(statement.getConnection(), items, item -> number.apply(requireNonNull(counts.get(item)))));
    }

    private static <T> void setPartitions(
            PreparedStatement statement, int index, List<T> items, Function<T, TopicPartition> partition)
            throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(
                index,
                connection.createArrayOf(
                        "text",
                        items.stream().map(i -> partition.apply(i).topic()).toArray()));
        statement.setArray(
                index + 1,
                connection.createArrayOf(
                        "integer",
                        items.stream().map(i -> partition.apply(i).partition()).toArray()));
    }

    private static <T> Array bigints(Connection connection, Collection<T> items, Function<T, Long> value)
            throws SQLException {
        return connection.createArrayOf("bigint", items.stream().map(value).toArray());
    }
}
