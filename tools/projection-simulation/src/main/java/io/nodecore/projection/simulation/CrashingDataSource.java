package io.nodecore.projection.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands out one real connection again and again, and loses it at a call of the seed's choice, before or after a commit too. */
final class CrashingDataSource {

    /** No connection is to be lost. */
    private static final int NEVER = Integer.MAX_VALUE;
    /** The connection is lost when it is asked to commit. */
    private static final int AT_COMMIT = -1;

    private final Connection real;
    private final Incidents incidents;
    private final DataSource dataSource;
    private int crashAt = NEVER;
    private boolean commitsFirst;
    private int calls;
    private int longest = 10;

    CrashingDataSource(Connection real, Incidents incidents) throws SQLException {
        real.setAutoCommit(false);
        this.real = real;
        this.incidents = incidents;
        this.dataSource = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> connection());
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** The next transaction loses its connection: at its commit, whether that is done or not, or at any call before. */
    void crash(RandomGenerator random) {
        crashAt = random.nextInt(3) == 0 ? AT_COMMIT : random.nextInt(longest);
        commitsFirst = random.nextBoolean();
    }

    void heal() {
        crashAt = NEVER;
    }

    private Connection connection() {
        calls = 0;
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, new OneConnection());
    }

    private final class OneConnection implements InvocationHandler {

        private boolean lost;

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
            String name = method.getName();
            if (name.equals("close")) {
                real.rollback();
                longest = Math.max(longest, calls);
                return null;
            }
            if (!lost && (crashAt == AT_COMMIT ? name.equals("commit") : calls == crashAt)) {
                lose(name);
            }
            if (lost) {
                throw new SQLException("connection lost at " + name, "08006");
            }
            calls++;
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private void lose(String call) throws SQLException {
            lost = true;
            crashAt = NEVER;
            if (!call.equals("commit")) {
                incidents.count("connection lost before the commit");
            } else if (commitsFirst) {
                real.commit();
                incidents.count("committed, and the answer lost");
            } else {
                incidents.count("connection lost at the commit");
            }
            real.rollback();
        }
    }
}
