package io.nodecore.configservice;

import io.nodecore.control.ControlFactTables;
import io.nodecore.control.decision.ChangeLog;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.decision.DecisionLogs;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.wire.ControlWire;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.outbox.OutboxRelay;
import io.nodecore.outbox.OutboxSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decision log and relay as one process that dies after a number of steps. A step is a call that reaches Postgres or Kafka; the one that is
 * one too many is not made any more, and from then on nothing is: connections are gone in the middle of what they did, and the producer
 * says good-bye to nobody. Dying after a step whose answer was not read is the same as dying before the next one.
 */
final class CrashingProcess implements AutoCloseable {

    private static final Set<String> STEPS_OF_POSTGRES =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit", "rollback");
    private static final Set<String> STEPS_OF_KAFKA =
            Set.of("initTransactions", "beginTransaction", "send", "commitTransaction", "abortTransaction");

    private final AtomicInteger stepsLeft;
    private final DataSource real;
    private final KafkaSettings kafka;
    private final OutboxSettings settings;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<Producer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final OutboxRelay relay;
    private final DecisionLog<ControlFact> log;

    CrashingProcess(ControlSchema schema, KafkaSettings kafka, OutboxSettings settings, int steps) {
        this.stepsLeft = new AtomicInteger(steps);
        this.real = schema.unpooled();
        this.kafka = kafka;
        this.settings = settings;
        DataSource mortal = mortal(DataSource.class, real, Set.of(), Object.class);
        relay = new OutboxRelay(mortal, settings, this::producer);
        JdbcClient jdbc = JdbcClient.create(mortal);
        ControlFactTables tables = ControlFactTables.on(jdbc);
        var logs = new DecisionLogs(
                new TransactionTemplate(new JdbcTransactionManager(mortal)),
                jdbc,
                relay,
                InstantSource.system(),
                () -> {},
                ChangeLog.none());
        log = logs.log(
                WriteLock.CONTROL,
                tables,
                new ControlWire(UUID::randomUUID),
                fact -> Optional.empty(),
                tables.consequences());
        relay.start();
    }

    DecisionLog<ControlFact> log() {
        return log;
    }

    boolean isDead() {
        return stepsLeft.get() < 0;
    }

    int stepsLeft() {
        return stepsLeft.get();
    }

    @Override
    public void close() {
        stepsLeft.set(-1);
        cut();
        relay.stop();
        cut();
    }

    /** What the operating system does for a process that is gone. */
    private void cut() {
        connections.forEach(connection -> {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        producers.forEach(producer -> producer.close(Duration.ZERO));
    }

    private Producer<byte[], byte[]> producer() {
        var producer = new KafkaProducer<>(
                kafka.with(
                        Map.of("transactional.id", settings.transactionalId(), "acks", "all", "max.block.ms", 30_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producers.add(producer);
        @SuppressWarnings("unchecked")
        Producer<byte[], byte[]> mortal = mortal(Producer.class, producer, STEPS_OF_KAFKA, Void.class);
        return mortal;
    }

    /** What the methods return is mortal too, where it leads to Postgres. */
    private <T> T mortal(Class<T> type, Object target, Set<String> steps, Class<?> leadsOn) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    live(method, type, steps);
                    Object answer = call(target, method, arguments);
                    Class<?> returned = method.getReturnType();
                    if (answer instanceof Connection connection && target == real) {
                        connections.add(connection);
                    }
                    boolean isMortal = answer != null
                            && leadsOn != Void.class
                            && (Connection.class.isAssignableFrom(returned)
                                    || java.sql.Statement.class.isAssignableFrom(returned));
                    return isMortal ? mortal(returned, answer, STEPS_OF_POSTGRES, leadsOn) : answer;
                }));
    }

    private void live(Method method, Class<?> type, Set<String> steps) throws SQLException {
        if (method.getName().equals("close") || method.getDeclaringClass() == Object.class) {
            return;
        }
        int left = steps.contains(method.getName()) ? stepsLeft.decrementAndGet() : stepsLeft.get();
        if (left < 0) {
            stepsLeft.set(-1);
            cut();
            if (type == Producer.class) {
                throw new KafkaException("dead before " + method.getName());
            }
            throw new SQLException("dead before " + method.getName(), "08006");
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
