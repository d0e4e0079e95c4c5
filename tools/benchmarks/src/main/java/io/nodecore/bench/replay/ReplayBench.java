package io.nodecore.bench.replay;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.bench.run.CoreRun;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures a replay of usage under live writes against live projection, in one run. */
@Command(
        name = "replay",
        description = "A replay of usage under live writes, against the rate of live projection.",
        footer = {
            "",
            "Exit code 1 if the replay has less than 0.8 of live projection's rate, live projection lags 5 s or more meanwhile, or the replay differs from the live rows."
        })
public final class ReplayBench implements Callable<Integer> {

    private static final double PROMISED_SHARE = 0.8;
    private static final double PROMISED_LAG_SECONDS = 5;
    private static final long LOOK_MS = 250;

    @Mixin
    private ReplayOptions options = new ReplayOptions();

    @Override
    public Integer call() throws Exception {
        say("Starting a Core in a temporary folder.");
        boolean kept;
        try (CoreRun run = CoreRun.fresh(List.of());
                var usage = new UsageLog(run.addresses().kafkaBootstrapServers(), options)) {
            kept = measure(options, run.admin(), usage);
        }
        return kept ? 0 : 1;
    }

    private static boolean measure(ReplayOptions options, AdminApi admin, UsageLog usage) throws Exception {
        int reports = Math.ceilDiv(options.entries(), options.reportSize());
        say("Appending %,d reports of %d entries.", reports, options.reportSize());
        usage.append(reports);
        usage.flush();
        long appliedBefore = reports - lag(admin);
        long started = System.nanoTime();
        say("Live projection had applied %,d meanwhile, and now has the machine for itself.", appliedBefore);
        while (lag(admin) > 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        double liveRate = (reports - appliedBefore) * options.reportSize() / secondsSince(started);
        say("  live     %,.0f entries/s over the last %,d reports", liveRate, reports - appliedBefore);

        try (var load = new Load(usage, options.load())) {
            return replay(options, admin, load, liveRate);
        }
    }

    private static boolean replay(ReplayOptions options, AdminApi admin, Load load, double liveRate) throws Exception {
        long started = System.nanoTime();
        long id = admin.orderReplay(JsonMapper.shared().createObjectNode().put("projection", "usage"))
                .required("id")
                .longValue();
        double largestLag = 0;
        double loadSeconds = 0;
        JsonNode replay = admin.replay(id);
        long applied = 0;
        while (!replay.required("state").stringValue().equals("compared")) {
            String state = replay.required("state").stringValue();
            if (List.of("failed", "refused").contains(state)) {
                throw new IllegalStateException("the replay " + state + ": " + replay.path("error"));
            }
            if (state.equals("comparing") && loadSeconds == 0) {
                loadSeconds = secondsSince(started);
                applied = replay.required("applied").longValue();
            }
            largestLag = Math.max(largestLag, (double) lag(admin) / options.load());
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            replay = admin.replay(id);
        }
        double allSeconds = secondsSince(started);
        if (loadSeconds == 0) {
            loadSeconds = allSeconds;
            applied = replay.required("applied").longValue();
        }
        double replayRate = applied * options.reportSize() / loadSeconds;
        boolean equal = replay.at("/comparison/equal").booleanValue();
        say(
                "  replay   %,.0f entries/s over %,d reports, under %d live reports/s",
                replayRate, applied, options.load());
        say("  compared in %.1f s: %s", allSeconds - loadSeconds, equal ? "equal" : "DIFFERENT");
        double swapSeconds = untilState(admin, id, "swap", "swapped");
        largestLag = Math.max(largestLag, (double) lag(admin) / options.load());
        double rollbackSeconds = untilState(admin, id, "rollback", "rolled-back");
        say("  swapped in %.1f s, rolled back in %.1f s", swapSeconds, rollbackSeconds);
        say("  live lag %.1f s at most, %,d reports appended meanwhile", largestLag, load.appended());
        double share = replayRate / liveRate;
        boolean isFast = share >= PROMISED_SHARE;
        boolean isCurrent = largestLag < PROMISED_LAG_SECONDS;
        say("  machine  %d processors", Runtime.getRuntime().availableProcessors());
        say(
                "  verdict  %.2f of live projection's rate%s, live lag %s 5 s",
                share, isFast ? "" : ": TOO SLOW", isCurrent ? "under" : "NOT under");
        return isFast && isCurrent && equal;
    }

    private static double untilState(AdminApi admin, long id, String action, String state) throws Exception {
        long started = System.nanoTime();
        admin.changeReplay(id, action);
        while (!admin.replay(id).required("state").stringValue().equals(state)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        return secondsSince(started);
    }

    /** Reports that live projection of usage has yet to apply. */
    private static long lag(AdminApi admin) throws Exception {
        long lag = 0;
        for (JsonNode position : admin.projections().required("projections")) {
            if (position.required("name").stringValue().equals("usage")) {
                lag += position.path("lagRecords").asLong();
            }
        }
        return lag;
    }

    private static double secondsSince(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }

    /** Live writes at a steady rate. */
    private static final class Load implements AutoCloseable {

        private final UsageLog usage;
        private final int perSecond;
        private final long before;
        private final Thread thread;
        private volatile boolean stopped;

        Load(UsageLog usage, int perSecond) {
            this.usage = usage;
            this.perSecond = perSecond;
            this.before = usage.reports();
            this.thread = Thread.ofPlatform().name("load").daemon().start(this::run);
        }

        long appended() {
            return usage.reports() - before;
        }

        private void run() {
            long started = System.nanoTime();
            while (!stopped) {
                long due = (long) (secondsSince(started) * perSecond);
                usage.append((int) (due - appended()));
                LockSupport.parkNanos(20_000_000);
            }
        }

        @Override
        public void close() throws InterruptedException {
            stopped = true;
            thread.join();
        }
    }
}
