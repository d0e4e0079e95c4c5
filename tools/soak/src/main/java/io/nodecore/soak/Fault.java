package io.nodecore.soak;

import java.time.Duration;

/** The kinds of faults that a soak injects into the processes of its run. */
public enum Fault {
    KILL_SERVICE(Group.KILL, "kill -9", 7, Duration.ofMillis(200), Duration.ofSeconds(5)),
    /** Some pauses exceed the session timeout of a consumer: another consumer takes over the partitions. */
    PAUSE_SERVICE(Group.PAUSE, "pause", 5, Duration.ofSeconds(1), Duration.ofSeconds(25)),
    RESTART_SERVICE(Group.REBALANCE, "restart", 3, Duration.ofMillis(200), Duration.ofSeconds(5)),
    KILL_BROKER(Group.BROKER, "kill -9", 2, Duration.ofMillis(200), Duration.ofSeconds(20)),
    PAUSE_BROKER(Group.BROKER, "pause", 1, Duration.ofSeconds(1), Duration.ofSeconds(15)),
    KILL_POSTGRES(Group.POSTGRES, "kill -9", 2, Duration.ofMillis(200), Duration.ofSeconds(10)),
    KILL_REDIS(Group.REDIS, "kill -9", 1, Duration.ofMillis(200), Duration.ofSeconds(10)),
    FLUSH_REDIS(Group.REDIS, "flush", 1, Duration.ZERO, Duration.ZERO),
    POISON(Group.POISON, "poison record", 2, Duration.ZERO, Duration.ZERO);

    /** The groups that can be switched on and off. */
    public enum Group {
        KILL,
        PAUSE,
        REBALANCE,
        BROKER,
        POSTGRES,
        REDIS,
        POISON
    }

    private final Group group;
    private final String words;
    private final int weight;
    private final Duration shortest;
    private final Duration longest;

    Fault(Group group, String words, int weight, Duration shortest, Duration longest) {
        this.group = group;
        this.words = words;
        this.weight = weight;
        this.shortest = shortest;
        this.longest = longest;
    }

    Group group() {
        return group;
    }

    /** The name in output for users, before the target's name. */
    String words() {
        return words;
    }

    /** The relative frequency in a plan. */
    int weight() {
        return weight;
    }

    /** The minimum time for which the target is down or paused. */
    Duration shortest() {
        return shortest;
    }

    /** The maximum time for which the target is down or paused. */
    Duration longest() {
        return longest;
    }
}
