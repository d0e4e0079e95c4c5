package io.nodecore.bench.quota;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.nodecore.bench.run.CoreRun;
import io.nodecore.bench.run.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures from the acknowledged report that crosses a limit to the notification of the watching agent. */
@Command(
        name = "quota",
        description = "From the acknowledged report that crosses a limit to the notified agent.",
        footer = {
            "",
            "Exit code 1 if the 99th percentile is 1 s or more, the load was not reached, or a limit did not cut."
        })
public final class QuotaBench implements Callable<Integer> {

    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    /** A load that is off by less is the load that was asked for. */
    private static final double LOAD_TOLERANCE = 0.03;

    @Mixin
    private QuotaOptions options = new QuotaOptions();

    @Override
    public Integer call() throws Exception {
        boolean kept;
        try (CoreRun run = core(options)) {
            ManagedChannel channel = NettyChannelBuilder.forTarget(
                            run.addresses().grpcTarget())
                    .usePlaintext()
                    .build();
            try {
                kept = measure(options, run, channel);
            } finally {
                channel.shutdownNow();
            }
        }
        return kept ? 0 : 1;
    }

    private static CoreRun core(QuotaOptions options) throws Exception {
        if (options.run() != null) {
            return CoreRun.existing(options.run());
        }
        say("Starting a Core in a temporary folder.");
        return CoreRun.fresh(
                options.recording() == null
                        ? List.of()
                        : List.of("-XX:StartFlightRecording=settings=profile,filename=" + options.recording()));
    }

    private static boolean measure(QuotaOptions options, CoreRun run, ManagedChannel channel) throws Exception {
        say(
                "Making %d nodes, %d subscriptions far below their limit and %d that will cross it.",
                options.nodes(), options.subscriptions(), options.crossings());
        Stage stage = Stage.build(run, channel, options);
        try (var load = new BackgroundLoad(stage, options.load())) {
            say("Warming up for %d s under a load of %d reports/s.", WARM_UP.toSeconds(), options.load());
            Thread.sleep(WARM_UP);
            long acknowledgedBefore = load.acknowledged();
            long started = System.nanoTime();
            List<Duration> measured = CrossingTimes.time(stage);
            double seconds = (System.nanoTime() - started) / 1e9;
            double achieved = (load.acknowledged() - acknowledgedBefore) / seconds;
            return report(options, Latencies.of(measured), achieved, load.failed(), stage.wrongConfigs());
        }
    }

    private static boolean report(
            QuotaOptions options, Latencies latencies, double achieved, long failed, List<String> wrong) {
        Duration p99 = latencies.percentile(0.99);
        boolean isQuick = p99.compareTo(PROMISED) < 0;
        boolean isLoaded = achieved >= options.load() * (1 - LOAD_TOLERANCE) && failed == 0;
        say("");
        say("From the acknowledged report that crosses a limit to the agent being told, %d times:", latencies.count());
        say("  %s", latencies);
        say(
                "  load       %.0f of %d reports/s acknowledged, %d failed%s",
                achieved, options.load(), failed, isLoaded ? "" : ": NOT the load that was asked for");
        say(
                "  configs    %s",
                wrong.isEmpty() ? "every crossed client is out, every other one is in" : "WRONG: " + wrong);
        say("  machine    %d processors", Runtime.getRuntime().availableProcessors());
        say("  verdict    p99 %s 1 s", isQuick ? "is under" : "is NOT under");
        return isQuick && isLoaded && wrong.isEmpty();
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
