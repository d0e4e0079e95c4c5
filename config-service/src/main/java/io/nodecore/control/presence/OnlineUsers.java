package io.nodecore.control.presence;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is online, from the keys {@code online:inbound:{nodeProtocolId}:user:{userId}}.
 *
 * <p>A page holds the next users by id. The keys are scanned for each page, but no more than one page of them is kept in memory,
 * however many users are online.
 */
final class OnlineUsers {

    /** A user and the node protocols on which they are online. */
    record OnlineUser(long userId, SortedSet<Long> nodeProtocolIds, Instant lastSeenAt) {}

    private static final Pattern KEY = Pattern.compile("online:inbound:(\\d{1,19}):user:(\\d{1,19})");
    private static final int SCAN_COUNT = 2_000;

    private final RedisReads redis;

    OnlineUsers(RedisReads redis) {
        this.redis = redis;
    }

    /**
     * Users with greater ids than this one, in the order of their ids.
     *
     * @param nodeProtocolId the only one to look at, or null for all that the filter lets pass
     */
    List<OnlineUser> page(@Nullable Long nodeProtocolId, LongPredicate filter, long afterUserId, int limit) {
        String pattern = "online:inbound:" + (nodeProtocolId == null ? "*" : nodeProtocolId) + ":user:*";
        RedisClusterCommands<String, String> commands = redis.commands();
        TreeMap<Long, SortedSet<Long>> users = new TreeMap<>();
        ScanArgs scan = ScanArgs.Builder.matches(pattern).limit(SCAN_COUNT);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> keys = commands.scan(cursor, scan);
            keys.getKeys().forEach(key -> collect(key, filter, afterUserId, limit, users));
            cursor = keys;
        } while (!cursor.isFinished());
        return users(commands, users);
    }

    private static void collect(
            String key, LongPredicate filter, long afterUserId, int limit, TreeMap<Long, SortedSet<Long>> users) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return;
        }
        long nodeProtocolId;
        long userId;
        try {
            nodeProtocolId = Long.parseLong(parts.group(1));
            userId = Long.parseLong(parts.group(2));
        } catch (NumberFormatException e) {
            return;
        }
        if (userId > afterUserId && filter.test(nodeProtocolId)) {
            users.computeIfAbsent(userId, id -> new TreeSet<>()).add(nodeProtocolId);
            if (users.size() > limit) {
                users.pollLastEntry();
            }
        }
    }

    /** A key may have expired since the scan: its user is then offline there. */
    private static List<OnlineUser> users(
            RedisClusterCommands<String, String> commands, TreeMap<Long, SortedSet<Long>> users) {
        Map<String, Long> lastSeen = lastSeen(commands, users);
        List<OnlineUser> online = new ArrayList<>();
        users.forEach((userId, protocols) -> {
            SortedSet<Long> alive = new TreeSet<>(protocols);
            alive.removeIf(protocol -> !lastSeen.containsKey(key(protocol, userId)));
            alive.stream()
                    .map(protocol -> lastSeen.getOrDefault(key(protocol, userId), 0L))
                    .max(Long::compare)
                    .ifPresent(newest -> online.add(new OnlineUser(userId, alive, Instant.ofEpochMilli(newest))));
        });
        return online;
    }

    private static Map<String, Long> lastSeen(
            RedisClusterCommands<String, String> commands, TreeMap<Long, SortedSet<Long>> users) {
        List<String> keys = new ArrayList<>();
        users.forEach((userId, protocols) -> protocols.forEach(protocol -> keys.add(key(protocol, userId))));
        Map<String, Long> lastSeen = new HashMap<>();
        for (int from = 0; from < keys.size(); from += SCAN_COUNT) {
            List<String> some = keys.subList(from, Math.min(from + SCAN_COUNT, keys.size()));
            for (KeyValue<String, String> value : commands.mget(some.toArray(String[]::new))) {
                if (value.hasValue()) {
                    lastSeen.put(value.getKey(), Long.parseLong(value.getValue()));
                }
            }
        }
        return lastSeen;
    }

    private static String key(long nodeProtocolId, long userId) {
        return "online:inbound:" + nodeProtocolId + ":user:" + userId;
    }
}
