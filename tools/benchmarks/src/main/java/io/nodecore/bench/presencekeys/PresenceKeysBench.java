package io.nodecore.bench.presencekeys;

import io.lettuce.core.RedisClient;
import io.nodecore.embedded.EmbeddedRedis;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures presence-service's writes against a raw pipeline, by turns on one Redis, so that both meet the same machine. */
@Command(
        name = "presence-keys",
        description = "Two keys per user and report, beside a raw pipelined SET … EX on the same Redis.",
        footer = {"", "Exit code 1 if the median ratio is below 0.6 or a key is missing."})
public final class PresenceKeysBench implements Callable<Integer> {

    private static final double GOAL = 0.6;

    /** Keys a second of one round. */
    private record Pair(double raw, double service) {
        double ratio() {
            return service / raw;
        }
    }

    private interface Round {
        long run(int reportings);
    }

    @Mixin
    private PresenceKeysOptions options = new PresenceKeysOptions();

    @Override
    public Integer call() throws Exception {
        return isKept(options) ? 0 : 1;
    }

    private static boolean isKept(PresenceKeysOptions options) throws Exception {
        if (options.redis() != null) {
            return measure(options, options.redis());
        }
        try (EmbeddedRedis redis =
                EmbeddedRedis.start(Files.createTempDirectory("nodecore-bench").resolve("redis"), 0)) {
            // What is measured is the way to Redis, and neither side's values are worth a disk.
            configure(redis.url(), "appendonly", "no");
            return measure(options, redis.url());
        }
    }

    private static boolean measure(PresenceKeysOptions options, String redisUrl) {
        List<OnlineUsersReported> reports = reports(options);
        List<Pair> pairs = new ArrayList<>();
        say(
                "%d users in reports of %d, %d times a round: %d keys a round on each side.",
                options.users(), options.usersOfReport(), options.reportings(), options.keysOfRound());
        say("");
        say("  round       raw SET EX   presence-service   ratio");
        long keysInRedis;
        try (var raw = new RawPipeline(redisUrl, keys(options.users()));
                var service = new ServicePath(redisUrl, reports)) {
            for (int round = -options.warmUp(); round < options.rounds(); round++) {
                // Who begins takes turns too.
                boolean rawFirst = round % 2 == 0;
                double first = rate(options, rawFirst ? raw::round : service::round);
                double second = rate(options, rawFirst ? service::round : raw::round);
                Pair pair = rawFirst ? new Pair(first, second) : new Pair(second, first);
                say(
                        "  %-7s %,12.0f/s %,16.0f/s   %.2f",
                        round < 0 ? "warm-up" : round + 1, pair.raw(), pair.service(), pair.ratio());
                if (round >= 0) {
                    pairs.add(pair);
                }
            }
            // Once more, and counted at once: the keys of a long round may expire before its end.
            service.round(1);
            keysInRedis = sizeOf(redisUrl);
        }
        return report(options, pairs, keysInRedis);
    }

    private static double rate(PresenceKeysOptions options, Round round) {
        long started = System.nanoTime();
        long keys = round.run(options.reportings());
        double seconds = (System.nanoTime() - started) / 1e9;
        if (keys != options.keysOfRound()) {
            throw new IllegalStateException("wrote " + keys + " keys, expected " + options.keysOfRound());
        }
        return keys / seconds;
    }

    private static boolean report(PresenceKeysOptions options, List<Pair> pairs, long keysInRedis) {
        List<Pair> byRatio = pairs.stream()
                .sorted((one, other) -> Double.compare(one.ratio(), other.ratio()))
                .toList();
        double median = byRatio.get(byRatio.size() / 2).ratio();
        boolean isQuick = median >= GOAL;
        boolean isWhole = options.redis() != null || keysInRedis == 2L * options.users();
        say("");
        say(
                "  median      %.2f of the raw rate (from %.2f to %.2f)",
                median, byRatio.getFirst().ratio(), byRatio.getLast().ratio());
        say("  goal        %.2f or more", GOAL);
        say("  keys        %d in Redis at the end%s", keysInRedis, isWhole ? "" : ": NOT two of each user");
        say("  machine     %d processors", Runtime.getRuntime().availableProcessors());
        say("  verdict     %s", isQuick && isWhole ? "kept" : "NOT kept");
        return isQuick && isWhole;
    }

    private static List<OnlineUsersReported> reports(PresenceKeysOptions options) {
        List<OnlineUsersReported> reports = new ArrayList<>();
        for (int first = 1; first <= options.users(); first += options.usersOfReport()) {
            OnlineUsersReported.Builder report = OnlineUsersReported.newBuilder();
            int end = Math.min(options.users(), first + options.usersOfReport() - 1);
            for (int userId = first; userId <= end; userId++) {
                report.addUsers(OnlineUser.newBuilder().setUserId(userId).setNodeProtocolId(protocolOf(userId)));
            }
            reports.add(report.build());
        }
        return reports;
    }

    private static List<String> keys(int users) {
        List<String> keys = new ArrayList<>(2 * users);
        for (int userId = 1; userId <= users; userId++) {
            keys.add("online:user:" + userId);
            keys.add("online:inbound:" + protocolOf(userId) + ":user:" + userId);
        }
        return keys;
    }

    private static long protocolOf(int userId) {
        return 1L + userId % 400;
    }

    private static void configure(String redisUrl, String setting, String value) {
        RedisClient client = RedisClient.create(redisUrl);
        try (var connection = client.connect()) {
            connection.sync().configSet(setting, value);
        } finally {
            client.shutdown();
        }
    }

    private static long sizeOf(String redisUrl) {
        RedisClient client = RedisClient.create(redisUrl);
        try (var connection = client.connect()) {
            return connection.sync().dbsize();
        } finally {
            client.shutdown();
        }
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
