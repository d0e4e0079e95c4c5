package io.nodecore.projection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands out one real connection again and again, and loses it at a call of the test's choice, before or after a commit too. */
final class CrashingDataSource {

    private final Connection real;
    private final DataSource dataSource;
    private int callsLeft = Integer.MAX_VALUE;
    private boolean commitsFirst;

    CrashingDataSource(Connection real) throws SQLException {
        real.setAutoCommit(false);
        this.real = real;
        this.dataSource = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> connection());
    }

    DataSource dataSource() {
        return dataSource;
    }

    /**
     * @param calls how many calls on connections succeed from now
     * @param commitFirst what becomes of a commit whose answer is lost
     */
    void crashAfter(int calls, boolean commitFirst) {
        callsLeft = calls;
        commitsFirst = commitFirst;
    }

    void heal() {
        callsLeft = Integer.MAX_VALUE;
    }

    private Connection connection() {
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
                return null;
            }
            if (!lost && callsLeft-- == 0) {
                lost = true;
                if (name.equals("commit") && commitsFirst) {
                    real.commit();
                }
                real.rollback();
            }
            if (lost) {
                throw new SQLException("connection lost at " + name, "08006");
            }
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
