package io.nodecore.presence.events;

import static io.nodecore.presence.Reports.user;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.presence.Reports;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * A seeded script of online reports, in the order in which they are appended: users who come, go, move between nodes and are on two at
 * once, with gaps around those that count. Within a partition reports are out of order by up to the disorder; partitions are appended
 * to with lags that differ.
 */
public final class ScriptedFleet {

    public static final long START_MS = 1_760_000_000_250L;

    private static final int USERS_AT_MOST = 5;
    private static final long LAG_AT_MOST_MS = 40_000;
    private static final int[] TELLING_GAPS_MS = {9_999, 10_000, 10_001, 19_999, 20_000, 20_001};

    private final SplittableRandom random;
    private final int nodes;
    private final int partitions;
    private final long disorderMs;

    /**
     * Encoded: a long script is not much memory.
     *
     * @param partition of node.online-users in which it stands
     * @param value as it is appended
     */
    public record ScriptedReport(int partition, long nodeId, long receivedAtMs, byte[] value) {

        public static ScriptedReport of(int partition, long nodeId, long receivedAtMs, List<OnlineUser> users) {
            byte[] value = Reports.of(users.toArray(OnlineUser[]::new)).toByteArray();
            return new ScriptedReport(partition, nodeId, receivedAtMs, value);
        }

        List<OnlineUser> users() {
            try {
                return OnlineUsersReported.parseFrom(value).getUsersList();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Users who are together: all of their reports are on the same nodes. */
    private record Group(List<Long> userIds, long atMs, long nodeId) {}

    private record Appended(long whenMs, ScriptedReport report) {}

    public ScriptedFleet(long seed, int nodes, int partitions, long disorderMs) {
        this.random = new SplittableRandom(seed);
        this.nodes = nodes;
        this.partitions = partitions;
        this.disorderMs = disorderMs;
    }

    public List<ScriptedReport> reports(int count, int groups) {
        long[] lagMs = random.longs(partitions, 0, LAG_AT_MOST_MS).toArray();
        List<Appended> appended = new ArrayList<>();
        var next = new PriorityQueue<>(Comparator.comparingLong(Group::atMs));
        for (Group group : groups(groups)) {
            next.add(group);
        }
        while (appended.size() < count) {
            Group group = next.remove();
            add(appended, lagMs, group, group.atMs(), group.nodeId());
            long lastMs = group.atMs();
            if (random.nextInt(10) == 0) {
                lastMs += random.nextBoolean() ? 0 : random.nextInt(4_000);
                add(appended, lagMs, group, lastMs, node());
            }
            next.add(new Group(group.userIds(), lastMs + gap(), random.nextInt(8) == 0 ? node() : group.nodeId()));
        }
        return appended.stream()
                .sorted(Comparator.comparingLong(Appended::whenMs))
                .map(Appended::report)
                .toList();
    }

    private List<Group> groups(int count) {
        List<Group> groups = new ArrayList<>();
        long userId = 1;
        for (int i = 0; i < count; i++) {
            List<Long> userIds = new ArrayList<>();
            int size = 1 + random.nextInt(USERS_AT_MOST);
            for (int user = 0; user < size; user++) {
                userIds.add(userId++);
            }
            groups.add(new Group(userIds, START_MS + random.nextInt(30_000), node()));
        }
        return groups;
    }

    private void add(List<Appended> appended, long[] lagMs, Group group, long atMs, long nodeId) {
        int partition =
                BuiltInPartitioner.partitionForKey(Long.toString(nodeId).getBytes(StandardCharsets.UTF_8), partitions);
        List<OnlineUser> users = new ArrayList<>();
        for (long userId : group.userIds()) {
            if (users.isEmpty() || random.nextInt(10) > 0) {
                users.add(user(userId, 10 * nodeId + random.nextInt(3), ip(), ip()));
            }
        }
        long whenMs = atMs + lagMs[partition] + random.nextLong(disorderMs + 1);
        appended.add(new Appended(whenMs, ScriptedReport.of(partition, nodeId, atMs, users)));
    }

    private int gap() {
        return switch (random.nextInt(20)) {
            case 0, 1 -> TELLING_GAPS_MS[random.nextInt(TELLING_GAPS_MS.length)];
            case 2 -> 8_000 + random.nextInt(4_000);
            case 3 -> 18_000 + random.nextInt(4_000);
            case 4 -> 25_000 + random.nextInt(60_000);
            default -> 4_500 + random.nextInt(1_000);
        };
    }

    private long node() {
        return 1 + random.nextInt(nodes);
    }

    private String ip() {
        return "203.0.113." + random.nextInt(8);
    }
}
