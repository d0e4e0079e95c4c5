package io.nodecore.gateway.connection;

import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All open connections. Beyond a limit the oldest connection of the group is closed and the new one is accepted: a client that holds many
 * connections can't lock out another client of its address.
 */
public final class Connections {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ConnectionSettings settings;
    private final Predicate<String> isTrustedProxy;
    private final Map<String, Set<Connection>> unauthenticated = new ConcurrentHashMap<>();
    private final Map<Long, Set<Connection>> byNode = new ConcurrentHashMap<>();
    private final Map<String, Integer> unauthenticatedCalls = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong closedForOthers = new AtomicLong();

    /** @param isTrustedProxy whether an address is a proxy; its connections belong to many clients and are not limited */
    public Connections(ConnectionSettings settings, Predicate<String> isTrustedProxy) {
        this.settings = settings;
        this.isTrustedProxy = isTrustedProxy;
    }

    /** The connection is open, and its client has this address. */
    public void opened(Connection connection, String address) {
        connection.address(address);
        open.incrementAndGet();
        if (!isTrustedProxy.test(address)) {
            add(unauthenticated, AddressBlock.of(address), connection, settings.unauthenticatedPerAddress());
        }
    }

    /** A request on the connection had a valid key of this node. */
    public void authenticated(Connection connection, long nodeId) {
        if (!isTrustedProxy.test(connection.address()) && connection.belongsTo(nodeId)) {
            remove(unauthenticated, AddressBlock.of(connection.address()), connection);
            add(byNode, nodeId, connection, settings.perNode());
        }
    }

    /** The connection is closed. */
    public void closed(Connection connection) {
        if (!connection.isOpened()) {
            return;
        }
        open.decrementAndGet();
        remove(unauthenticated, AddressBlock.of(connection.address()), connection);
        remove(byNode, connection.nodeId(), connection);
    }

    /** Closes the connection if no request on it had a valid key so far. */
    public void closeUnauthenticated(Connection connection) {
        if (!connection.isAuthenticated() && !isTrustedProxy.test(connection.address())) {
            closedForOthers.incrementAndGet();
            connection.close();
        }
    }

    /**
     * Counts a call on an unauthenticated connection.
     *
     * @return ends the count; must be run once
     * @throws Refused ({@link Failure.TooManyFailures}) when the address has too many open
     */
    public Runnable beginUnauthenticatedCall(Connection connection) {
        String block = AddressBlock.of(connection.address());
        int calls = unauthenticatedCalls.merge(block, 1, Integer::sum);
        Runnable end = () -> unauthenticatedCalls.computeIfPresent(block, (_, count) -> count == 1 ? null : count - 1);
        if (calls > settings.unauthenticatedCallsPerAddress() && !isTrustedProxy.test(connection.address())) {
            end.run();
            throw new Refused(new Failure.TooManyFailures(RETRY));
        }
        return end;
    }

    public int open() {
        return open.get();
    }

    /** Connections that were closed because of a limit. */
    public long closedByBound() {
        return closedForOthers.get();
    }

    private <K> void add(Map<K, Set<Connection>> groups, K key, Connection connection, int most) {
        Connection[] oldest = new Connection[1];
        groups.compute(key, (_, known) -> {
            Set<Connection> group = known == null ? new LinkedHashSet<>() : known;
            group.add(connection);
            if (group.size() > most) {
                Iterator<Connection> inOrder = group.iterator();
                oldest[0] = inOrder.next();
                inOrder.remove();
            }
            return group;
        });
        @Nullable Connection tooMany = oldest[0];
        if (tooMany != null) {
            closedForOthers.incrementAndGet();
            tooMany.close();
        }
    }

    private static <K> void remove(Map<K, Set<Connection>> groups, K key, Connection connection) {
        groups.computeIfPresent(key, (_, group) -> {
            group.remove(connection);
            return group.isEmpty() ? null : group;
        });
    }
}
