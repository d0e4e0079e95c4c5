package io.nodecore.projection.step;

import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Distinguishes a fact that can't be applied from a database that is away. */
final class PoisonRules {

    /**
     * SQL states by class: a row met twice by one statement, data exceptions, broken constraints, limits of the database's own (a key
     * too long for its index).
     */
    private static final Set<String> OF_THE_FACT = Set.of("21", "22", "23", "54");

    private PoisonRules() {}

    /**
     * True if applying the same fact again would fail again. The SQL state decides. A failure without SQL comes from the projection's code
     * and this fact, so a defect costs one dead letter and does not stop the partition.
     */
    static boolean isPoison(Exception failure) {
        SQLException sql = sqlOf(failure);
        if (sql == null) {
            return failure instanceof RuntimeException && !(failure instanceof KafkaException);
        }
        String state = sql.getSQLState();
        return state != null && state.length() == 5 && OF_THE_FACT.contains(state.substring(0, 2));
    }

    private static @Nullable SQLException sqlOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
