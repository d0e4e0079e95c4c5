package io.nodecore.soak;

import io.nodecore.adminclient.AdminClient;
import io.nodecore.simulator.CoreAddress;
import io.nodecore.simulator.Edge;
import io.nodecore.simulator.Fleet;
import io.nodecore.simulator.FleetSettings;
import io.nodecore.simulator.agent.AgentSettings;
import io.nodecore.simulator.agent.FaultRates;
import io.nodecore.simulator.ledger.ReportKind;
import io.nodecore.simulator.ledger.Totals;
import io.nodecore.simulator.ledger.Verifier;
import io.nodecore.simulator.traffic.UserBehaviour;
import io.nodecore.standalone.processes.Supervisor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Plays a plan of faults against a run of processes, and judges what became of every report. */
public final class Soak {

    private static final Duration PROGRESS = Duration.ofSeconds(30);
    private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(4);
    private static final Duration PROJECTION_PATIENCE = Duration.ofMinutes(3);
    /** Odd reports are up to 400 days old. */
    private static final Duration OLDEST_MINUTE = Duration.ofDays(402);

    /**
     * What is put under faults.
     *
     * @param core the first gateway, the admin API and Postgres
     * @param edges all gateways
     * @param services the names of the replicas of all services
     * @param awaitReady returns when every service says that it is ready
     */
    public record Target(
            CoreAddress core,
            List<Edge> edges,
            String kafka,
            String redis,
            Supervisor processes,
            List<String> services,
            AwaitReady awaitReady) {}

    /** Returns when every service says that it is ready, or throws. */
    @FunctionalInterface
    public interface AwaitReady {
        void run() throws InterruptedException;
    }

    private final SoakArguments arguments;
    private final FaultPlan plan;
    private final PrintStream out;

    /** @param services the names of the replicas of all services, on which the plan depends too */
    public Soak(SoakArguments arguments, List<String> services, PrintStream out) {
        this.arguments = arguments;
        this.plan = FaultPlan.of(arguments.seed(), arguments.duration(), arguments.faults(), services);
        this.out = out;
    }

    /** The seed and the plan, so that a failure can be played again. */
    public void announce() {
        out.printf(
                "seed %d, %s, %d faults planned; the same again: %s%n%n",
                arguments.seed(), arguments.faultNames(), plan.faults().size(), arguments.rerun());
        plan.faults().forEach(fault -> out.println("  plan " + fault.line()));
        out.println();
    }

    /**
     * Runs the fleet and the faults, heals everything, and compares.
     *
     * @param folder for the fleet's memory
     * @return whether not a single byte differs, after enough of the faults hit
     */
    public boolean run(Target target, Path folder) throws Exception {
        Verifier oracle = Verifier.beforeAnything(
                Objects.requireNonNull(target.core().postgres()), Instant.now().minus(OLDEST_MINUTE));
        try (var poison = new PoisonRecords(target.kafka());
                Fleet fleet = Fleet.start(fleet(folder), target.core(), target.edges())) {
            out.println("the fleet reports; faults begin");
            var injection = new FaultInjection(target.processes(), target.redis(), poison, out);
            playFaults(injection, fleet);
            out.println("faults are over; everything has to get ready, and every report has to be answered");
            target.awaitReady().run();
            fleet.close();
            out.println("all reports are out; waiting for the projections");
            Verifier.Judgement judgement = oracle.judge(fleet.books(), PROJECTION_PATIENCE);
            var conservation =
                    new Conservation(
                            AdminClient.of(target.core().admin(), target.core().adminToken()), target.kafka(), poison);
            var verdict = new Verdict(
                    plan,
                    injection.injected(),
                    injection.missed(),
                    fleet.totals(),
                    judgement,
                    conservation.settled(PROJECTION_PATIENCE));
            out.print(verdict.table());
            if (!verdict.isProof()) {
                out.println("the same again: " + arguments.rerun());
            }
            return verdict.isProof();
        }
    }

    private void playFaults(FaultInjection injection, Fleet fleet) throws InterruptedException {
        var over = new CountDownLatch(1);
        Instant end = Instant.now().plus(arguments.duration());
        Thread progress = Thread.ofVirtual().start(() -> tellProgress(fleet, over));
        injection.play(plan.faults());
        Thread.sleep(Math.max(0, Instant.now().until(end, ChronoUnit.MILLIS)));
        over.countDown();
        progress.join();
    }

    private void tellProgress(Fleet fleet, CountDownLatch over) {
        Instant begin = Instant.now();
        try {
            while (!over.await(PROGRESS.toSeconds(), TimeUnit.SECONDS)) {
                Totals totals = fleet.totals();
                out.printf(
                        "%7s  sent %d, acknowledged %d, repeated %d%n",
                        PlannedFault.clock(Duration.between(begin, Instant.now())),
                        totals.all().sent(),
                        totals.all().acknowledged(),
                        totals.repeated());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FleetSettings fleet(Path folder) {
        return new FleetSettings(
                "soak",
                folder.resolve("fleet.json"),
                arguments.nodes(),
                arguments.users(),
                1,
                arguments.seed(),
                "127.0.0.1",
                new AgentSettings(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        new UserBehaviour(Duration.ofSeconds(40), Duration.ofSeconds(20), 400_000),
                        0.03,
                        256,
                        new FaultRates(0.02, 0.03, 0.05, latestRepeat(), arguments.oddReports())),
                ANSWER_PATIENCE);
    }

    /** Minutes later, where the soak lasts that long. */
    private Duration latestRepeat() {
        Duration third = arguments.duration().dividedBy(3);
        return third.compareTo(Duration.ofMinutes(4)) < 0 ? third : Duration.ofMinutes(4);
    }

    /** Reports that a node must not lose; the other kinds are replaced by the next of their kind. */
    static final List<ReportKind> KEPT =
            List.of(ReportKind.USAGE, ReportKind.OUTBOUND_USAGE, ReportKind.SESSION_EVENTS, ReportKind.CONFIG_APPLIED);
}
