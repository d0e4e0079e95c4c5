package io.nodecore.projection;

import io.nodecore.schemas.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * State in Postgres derived from the facts of one or more topics.
 *
 * <p>The runner calls {@link #apply} inside the transaction that also moves the positions, with facts that no committed transaction of
 * this projection has seen. Table names in its SQL are unqualified: the connection's search path decides which schema is written, so
 * that a replay can fill a shadow with the same code. Most projections are of facts of nodes: {@link FactProjection}.
 *
 * @param <F> the facts, a sealed family if there are several topics
 */
public interface Projection<F> {

    /** The projection's stable name; part of the key of its positions. */
    String name();

    /** The topics whose facts it applies. */
    List<Topic<?>> topics();

    /**
     * Reads one record. Pure.
     *
     * @throws Exception when the record can't be read; it then goes to the dead letters and the partition continues
     */
    JournaledFact<F> read(ConsumerRecord<byte[], byte[]> record) throws Exception;

    /**
     * Applies facts to the tables. Facts of one partition come in their order; those of different partitions in no order. Looks at no
     * clock and calls nothing but the connection. An exception rolls the transaction back; {@link ArithmeticException}, any other
     * runtime exception without SQL in it, and SQL states of classes 21, 22, 23 and 54 mean that a fact can't be applied (the runner then
     * isolates it), others that the database is away.
     *
     * @return those of these facts that count; the others were repeats of facts applied earlier
     */
    List<JournaledFact<F>> apply(Connection connection, List<JournaledFact<F>> facts) throws SQLException;
}
