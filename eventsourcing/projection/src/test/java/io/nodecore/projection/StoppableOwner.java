package io.nodecore.projection;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.TallyProjection.Tally;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.unit.DataSize;

/**
 * A process with a real runner of a {@link TallyProjection}, which halts at a point of the test's choice until it is told to go on, and
 * tells how the transaction ended that it halted in.
 *
 * <p>Reads {@code halt <point>} and {@code go}, says {@code started}, {@code halted} and {@code ended <how>}; ends with its input.
 */
final class StoppableOwner {

    static final String SAYS = "owner> ";

    /** Where it can halt. */
    enum Point {
        /** Facts are polled, no transaction is open. */
        BEFORE_THE_TRANSACTION,
        /** The position is moved and the rows are written. */
        IN_THE_TRANSACTION,
        /** All is done but for the commit itself. */
        BEFORE_THE_COMMIT,
        /** The epoch is raised, and not committed. */
        IN_THE_CLAIM
    }

    private final AtomicReference<@Nullable Point> haltAt = new AtomicReference<>();
    private final Semaphore go = new Semaphore(0);
    /** Whether it halted, so that the end of the transaction is worth telling. */
    private volatile boolean telling;

    /** Whether the transaction is one of facts: claims have transactions, too. */
    private volatile boolean hasApplied;

    private StoppableOwner() {}

    static ProjectionSettings settings() {
        return new ProjectionSettings(
                1,
                50,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(50),
                Duration.ofMillis(300),
                Duration.ofSeconds(60));
    }

    static Topic<?> topic(String name) {
        return Topic.of(name, 1, new Keep.ForEver());
    }

    /** @param args bootstrap servers, JDBC url, user, password, topic, projection */
    public static void main(String... args) throws Exception {
        new StoppableOwner().run(args);
    }

    private void run(String... args) throws Exception {
        var postgres = new PGSimpleDataSource();
        postgres.setUrl(args[1]);
        postgres.setUser(args[2]);
        postgres.setPassword(args[3]);
        var tally = new TallyProjection(args[5], topic(args[4]), (connection, facts) -> {
            hasApplied = true;
            halt(Point.IN_THE_TRANSACTION);
        });
        new ProjectionRunner<>(
                        new Halting(tally),
                        halting(postgres),
                        KafkaSettings.of(args[0]),
                        settings(),
                        new SimpleMeterRegistry())
                .start();
        say("started");
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (line.equals("go")) {
                    go.release();
                } else {
                    haltAt.set(Point.valueOf(line.substring("halt ".length())));
                }
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private void halt(Point point) {
        if (haltAt.compareAndSet(point, null)) {
            telling = true;
            say("halted");
            go.acquireUninterruptibly();
        }
    }

    private void tell(String how) {
        if (telling) {
            telling = false;
            say("ended " + how);
        }
    }

    private static void say(String what) {
        System.out.println(SAYS + what);
    }

    /** Halts between the poll and the transaction: facts are decoded there. */
    private final class Halting implements FactProjection<Tally> {

        private final TallyProjection tally;

        Halting(TallyProjection tally) {
            this.tally = tally;
        }

        @Override
        public String name() {
            return tally.name();
        }

        @Override
        public List<Topic<?>> topics() {
            return tally.topics();
        }

        @Override
        public Tally decode(String topic, byte[] value) {
            halt(Point.BEFORE_THE_TRANSACTION);
            return tally.decode(topic, value);
        }

        @Override
        public List<JournaledFact<Tally>> apply(Connection connection, List<JournaledFact<Tally>> facts)
                throws SQLException {
            return tally.apply(connection, facts);
        }
    }

    private DataSource halting(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    hasApplied = false;
                    return halting(real.getConnection());
                });
    }

    private Connection halting(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    String call = method.getName();
                    if (call.equals("commit")) {
                        halt(hasApplied ? Point.BEFORE_THE_COMMIT : Point.IN_THE_CLAIM);
                    }
                    try {
                        Object result = method.invoke(real, args);
                        if (call.equals("commit") || call.equals("rollback")) {
                            tell(call.equals("commit") ? "committed" : "rolled back");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        tell(call + " failed: " + e.getCause());
                        throw requireNonNull(e.getCause());
                    }
                });
    }
}
