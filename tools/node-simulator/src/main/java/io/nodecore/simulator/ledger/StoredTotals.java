package io.nodecore.simulator.ledger;

import io.nodecore.simulator.traffic.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sums by key, either acknowledged by the Core or read from its tables. An absent key means zero.
 *
 * @param usage the rows of {@code usage_minutes}
 * @param subscriptions the rows of {@code subscription_traffic}
 * @param outbounds the rows of {@code node_outbounds}
 * @param sessions the rows of {@code session_events}
 */
public record StoredTotals(
        Map<UsageKey, Bytes> usage,
        Map<Long, Bytes> subscriptions,
        Map<OutboundKey, Bytes> outbounds,
        Set<SessionKey> sessions) {

    public static final StoredTotals EMPTY = new StoredTotals(Map.of(), Map.of(), Map.of(), Set.of());

    public StoredTotals {
        usage = Map.copyOf(usage);
        subscriptions = Map.copyOf(subscriptions);
        outbounds = Map.copyOf(outbounds);
        sessions = Set.copyOf(sessions);
    }

    public StoredTotals plus(StoredTotals other) {
        Set<SessionKey> allSessions = new HashSet<>(sessions);
        allSessions.addAll(other.sessions);
        return new StoredTotals(
                sum(usage, other.usage),
                sum(subscriptions, other.subscriptions),
                sum(outbounds, other.outbounds),
                allSessions);
    }

    /** The keys with different sums, one line each; empty if there are none. */
    public List<String> differencesFrom(StoredTotals expected) {
        List<String> differences = new ArrayList<>();
        compare("usage_minutes", usage, expected.usage, differences);
        compare("subscription_traffic", subscriptions, expected.subscriptions, differences);
        compare("node_outbounds", outbounds, expected.outbounds, differences);
        for (SessionKey key : expected.sessions) {
            if (!sessions.contains(key)) {
                differences.add("session_events lacks " + key);
            }
        }
        for (SessionKey key : sessions) {
            if (!expected.sessions.contains(key)) {
                differences.add("session_events holds more: " + key);
            }
        }
        return differences;
    }

    /** Every node that any of the books names. */
    List<Long> nodeIds() {
        return Stream.of(
                        usage.keySet().stream().map(UsageKey::nodeId),
                        outbounds.keySet().stream().map(OutboundKey::nodeId),
                        sessions.stream().map(SessionKey::nodeId))
                .flatMap(ids -> ids)
                .distinct()
                .toList();
    }

    private static <K> Map<K, Bytes> sum(Map<K, Bytes> one, Map<K, Bytes> other) {
        Map<K, Bytes> sums = new HashMap<>(one);
        other.forEach((key, bytes) -> sums.merge(key, bytes, Bytes::plus));
        return sums;
    }

    private static <K> void compare(
            String table, Map<K, Bytes> actual, Map<K, Bytes> expected, List<String> differences) {
        Set<K> keys = new HashSet<>(actual.keySet());
        keys.addAll(expected.keySet());
        for (K key : keys) {
            Bytes is = actual.getOrDefault(key, Bytes.NONE);
            Bytes should = expected.getOrDefault(key, Bytes.NONE);
            if (!is.equals(should)) {
                differences.add(
                        "%s %s: expected %s, found %s, off by %s".formatted(table, key, should, is, is.minus(should)));
            }
        }
    }
}
