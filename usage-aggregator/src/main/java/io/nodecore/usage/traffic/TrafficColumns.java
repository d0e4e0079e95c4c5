package io.nodecore.usage.traffic;

import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

/** The columns {@code bytes_up} and {@code bytes_down} of many rows as two arrays for {@code unnest(?::numeric[], ?::numeric[])}. */
public final class TrafficColumns {

    private static final int BITS_OF_LONG = 63;

    private TrafficColumns() {}

    /** @param index of the first of the two parameters */
    public static void set(PreparedStatement statement, int index, Collection<Traffic> rows) throws SQLException {
        statement.setObject(index, column(rows, Traffic::bytesUp));
        statement.setObject(index + 1, column(rows, Traffic::bytesDown));
    }

    /** Binary numbers if all of them fit into a bigint, which is the fastest form; otherwise all of them as text. */
    private static Object column(Collection<Traffic> rows, Function<Traffic, BigInteger> bytes) {
        return rows.stream().map(bytes).allMatch(number -> number.bitLength() <= BITS_OF_LONG)
                ? rows.stream().map(bytes).mapToLong(BigInteger::longValueExact).toArray()
                : rows.stream().map(bytes).map(BigInteger::toString).toArray(String[]::new);
    }
}
