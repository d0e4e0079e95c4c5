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

/** Injects the faults of a plan into a run of processes, and verifies that each report counts once. */
public final class Soak {

    private static final Duration PROGRESS = Duration.ofSeconds(30);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration PROJECTION_TIMEOUT = Duration.ofMinutes(3);
    /** Edge case reports are up to 400 days old. */
    private static final Duration OLDEST_MINUTE = Duration.ofDays(402);

    /**
     * The run into which faults are injected.
     *
     * @param core the first gateway, the admin API and Postgres
     * @param edges all gateways
     * @param services the names of the replicas of all services
     * @param awaitReady returns when all services are ready
     */
    public record Target(
            CoreAddress core,
            List<Edge> edges,
            String kafka,
            String redis,
            Supervisor processes,
            List<String> services,
            AwaitReady awaitReady) {}

    /** Returns when all services are ready, or throws. */
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

    /** Prints the seed and the plan, so that a failure can be repeated. */
    public void announce() {
        out.printf(
                "seed %d, %s, %d faults planned; repeat with: %s%n%n",
                arguments.seed(), arguments.faultNames(), plan.faults().size(), arguments.rerun());
        plan.faults().forEach(fault -> out.println("  plan " + fault.line()));
        out.println();
    }

    /**
     * Runs the fleet and the faults, ends all faults, and compares the sums.
     *
     * @param folder for the state file of the fleet
     * @return whether all sums are equal and enough faults hit their targets
     */
    public boolean run(Target target, Path folder) throws Exception {
        Verifier verifier = Verifier.beforeAnything(
                Objects.requireNonNull(target.core().postgres()), Instant.now().minus(OLDEST_MINUTE));
        try (var poison = new PoisonRecords(target.kafka());
                Fleet fleet = Fleet.start(fleet(folder), target.core(), target.edges())) {
            out.println("the fleet reports; the faults start");
            var injection = new FaultInjection(target.processes(), target.redis(), poison, out);
            injectFaults(injection, fleet);
            out.println("the faults are over; waiting until all services are ready and all reports are answered");
            target.awaitReady().run();
            fleet.close();
            out.println("all reports are answered; waiting for the projections");
            Verifier.Judgement judgement = verifier.judge(fleet.acknowledged(), PROJECTION_TIMEOUT);
            var conservation = new Conservation(
                    AdminClient.of(target.core().admin(), target.core().adminToken()), target.kafka(), poison);
            var verdict = new Verdict(
                    plan,
                    injection.injected(),
                    injection.missed(),
                    fleet.totals(),
                    judgement,
                    conservation.settled(PROJECTION_TIMEOUT));
            out.print(verdict.table());
            if (!verdict.isProof()) {
                out.println("repeat with: " + arguments.rerun());
            }
            return verdict.isProof();
        }
    }

    private void injectFaults(FaultInjection injection, Fleet fleet) throws InterruptedException {
        var over = new CountDownLatch(1);
        Instant end = Instant.now().plus(arguments.duration());
        Thread progress = Thread.ofVirtual().start(() -> printProgress(fleet, over));
        injection.inject(plan.faults());
        Thread.sleep(Math.max(0, Instant.now().until(end, ChronoUnit.MILLIS)));
        over.countDown();
        progress.join();
    }

    private void printProgress(Fleet fleet, CountDownLatch over) {
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
                        new FaultRates(0.02, 0.03, 0.05, latestRepeat(), arguments.edgeCaseReports())),
                ANSWER_TIMEOUT);
    }

    /** A third of the duration, at most 4 minutes. */
    private Duration latestRepeat() {
        Duration third = arguments.duration().dividedBy(3);
        return third.compareTo(Duration.ofMinutes(4)) < 0 ? third : Duration.ofMinutes(4);
    }

    /** The kinds that a node must not lose; a report of another kind is replaced by the next one. */
    static final List<ReportKind> KEPT =
            List.of(ReportKind.USAGE, ReportKind.OUTBOUND_USAGE, ReportKind.SESSION_EVENTS, ReportKind.CONFIG_APPLIED);
}
