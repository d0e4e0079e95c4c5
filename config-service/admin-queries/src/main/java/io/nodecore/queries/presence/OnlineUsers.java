package io.nodecore.queries.presence;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.admin.redis.RedisReads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
 * <p>A page contains the next users by id. The keys are scanned for each page, but at most one page of them is kept in memory, however many
 * users are online. Users whose keys expire between the scan and the read are omitted, so a page may be shorter than requested, or empty,
 * and still have a next one.
 */
final class OnlineUsers {

    /** A user and the node protocols on which they are online. */
    record OnlineUser(long userId, SortedSet<Long> nodeProtocolIds, Instant lastSeenAt) {}

    /**
     * Users as the scan found them, with the node protocols of their keys.
     *
     * @param next the cursor of the next page, even if some of these users have gone offline; null if the scan found no more users
     */
    record Scanned(
            SortedMap<Long, SortedSet<Long>> users,
            @Nullable String next) {}

    static final Cursor CURSOR = new Cursor("online");

    private static final Pattern KEY = Pattern.compile("online:inbound:(\\d{1,19}):user:(\\d{1,19})");
    private static final int SCAN_COUNT = 2_000;

    private final RedisReads redis;

    OnlineUsers(RedisReads redis) {
        this.redis = redis;
    }

    /**
     * Users with greater ids than this one, in the order of their ids.
     *
     * @param nodeProtocolId the only node protocol to include, or null for all that match the filter
     */
    Page<OnlineUser> page(@Nullable Long nodeProtocolId, LongPredicate filter, long afterUserId, int limit) {
        return stillOnline(scan(nodeProtocolId, filter, afterUserId, limit));
    }

    Scanned scan(@Nullable Long nodeProtocolId, LongPredicate filter, long afterUserId, int limit) {
        String pattern = "online:inbound:" + (nodeProtocolId == null ? "*" : nodeProtocolId) + ":user:*";
        RedisClusterCommands<String, String> commands = redis.commands();
        TreeMap<Long, SortedSet<Long>> users = new TreeMap<>();
        ScanArgs scan = ScanArgs.Builder.matches(pattern).limit(SCAN_COUNT);
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            KeyScanCursor<String> keys = commands.scan(cursor, scan);
            keys.getKeys().forEach(key -> collect(key, filter, afterUserId, limit + 1, users));
            cursor = keys;
        } while (!cursor.isFinished());
        if (users.size() <= limit) {
            return new Scanned(users, null);
        }
        users.pollLastEntry();
        return new Scanned(users, CURSOR.of(users.lastKey()));
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
    Page<OnlineUser> stillOnline(Scanned scanned) {
        Map<String, Long> lastSeen = lastSeen(scanned.users());
        List<OnlineUser> online = new ArrayList<>();
        scanned.users().forEach((userId, protocols) -> {
            SortedSet<Long> alive = new TreeSet<>(protocols);
            alive.removeIf(protocol -> !lastSeen.containsKey(key(protocol, userId)));
            alive.stream()
                    .map(protocol -> lastSeen.getOrDefault(key(protocol, userId), 0L))
                    .max(Long::compare)
                    .ifPresent(newest -> online.add(new OnlineUser(userId, alive, Instant.ofEpochMilli(newest))));
        });
        return new Page<>(online, scanned.next());
    }

    private Map<String, Long> lastSeen(SortedMap<Long, SortedSet<Long>> users) {
        RedisClusterCommands<String, String> commands = redis.commands();
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
