package io.nodecore.bench;

import io.nodecore.bench.presence.PresenceBench;
import io.nodecore.bench.presencekeys.PresenceKeysBench;
import io.nodecore.bench.quota.QuotaBench;
import io.nodecore.bench.replay.ReplayBench;
import io.nodecore.bench.sharing.SharingBench;
import io.nodecore.bench.webhooks.WebhooksBench;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code ./nodecore bench NAME}: the measurements by name. */
public final class Bench {

    private static final int EXIT_REFUSED = 2;

    @FunctionalInterface
    private interface Main {
        void run(String... arguments) throws Exception;
    }

    /** In the order of the list that users see. */
    private enum Measurement {
        QUOTA("quota", "from the report that crosses a limit to the agent being told", QuotaBench::main),
        PRESENCE_EVENTS(
                "presence-events", "user.online and user.offline: rate, restoration, delay", PresenceBench::main),
        PRESENCE_KEYS(
                "presence-keys", "presence keys in Redis, beside a raw pipelined SET EX", PresenceKeysBench::main),
        REPLAY("replay", "a replay of usage under live writes, beside live projection", ReplayBench::main),
        SHARING("sharing", "the first page of accounts that look shared, of a million addresses", SharingBench::main),
        WEBHOOKS("webhooks", "deliveries a second to a local receiver", WebhooksBench::main);

        private final String word;
        private final String what;
        private final Main main;

        Measurement(String word, String what, Main main) {
            this.word = word;
            this.what = what;
            this.main = main;
        }

        static Optional<Measurement> of(String word) {
            return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
        }

        private String line() {
            return "  %-16s %s%n".formatted(word, what);
        }
    }

    private Bench() {}

    public static void main(String... arguments) throws Exception {
        Optional<Measurement> measurement = arguments.length == 0 ? Optional.empty() : Measurement.of(arguments[0]);
        if (measurement.isEmpty()) {
            System.err.print("Usage: ./nodecore bench NAME [--help]%n%n".formatted()
                    + Arrays.stream(Measurement.values()).map(Measurement::line).collect(Collectors.joining()));
            System.exit(EXIT_REFUSED);
            return;
        }
        measurement.get().main.run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
