package io.nodecore.simulator;

import io.nodecore.adminclient.RunFile;
import io.nodecore.commandline.CommandLines;
import io.nodecore.simulator.ledger.PostgresAddress;
import io.nodecore.simulator.ledger.Verifier;
import io.nodecore.simulator.operator.FleetState;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The command {@code simulate}: runs a fleet, prints its totals and, with {@code --verify}, compares them with Postgres. */
public final class Simulator {

    private static final Duration PROJECTION_TIMEOUT = Duration.ofSeconds(60);
    private static final int DIFFERENCES_SHOWN = 20;

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final PrintStream out;

    Simulator(Map<String, String> environment, Path workingDirectory, PrintStream out) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.out = out;
    }

    public static void main(String... args) {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger exitCode = new AtomicInteger(1);
        // After Ctrl-C the fleet still sends its queued reports and verifies the sums; the result is the exit code.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            awaitQuietly(done);
            Runtime.getRuntime().halt(exitCode.get());
        }));
        try {
            var simulator = new Simulator(System.getenv(), Path.of(""), System.out);
            exitCode.set(CommandLines.of(new SimulateCommand(command -> simulator.run(stop, command)))
                    .execute(args));
        } finally {
            done.countDown();
        }
        System.exit(exitCode.get());
    }

    /**
     * Runs a fleet until its duration is over or the latch opens.
     *
     * @return 0, or 1 if the verification found a difference
     */
    int run(CountDownLatch stop, SimulateCommand command) throws SQLException, InterruptedException {
        Path data = workingDirectory.resolve(environment.getOrDefault("NODECORE_DATA", ".nodecore"));
        FleetSettings settings = command.fleet(data);
        out.println("seed " + settings.seed());
        CoreAddress core = CoreAddress.find(environment, workingDirectory.resolve(RunFile.IN_WORKING_DIRECTORY));
        out.println("Core: " + core);

        FleetState state = FleetState.open(settings.stateFile());
        Verifier verifier = command.isVerified() ? verifier(core, state) : null;
        try (Fleet fleet = Fleet.start(settings, core, state)) {
            out.println(settings.nodes() + " nodes report, " + settings.users() + " users have links");
            if (command.duration().isPresent()) {
                stop.await(command.duration().get().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                stop.await();
            }
            out.println("stopping: each report is repeated until it is answered");
            fleet.close();
            out.print(fleet.totals().table());
            return verifier == null ? 0 : verify(verifier, fleet);
        }
    }

    private static Verifier verifier(CoreAddress core, FleetState state) throws SQLException, InterruptedException {
        PostgresAddress postgres = core.postgres();
        if (postgres == null) {
            throw new IllegalArgumentException("--verify needs Postgres: a run.json of this machine, or POSTGRES_URL");
        }
        Instant since = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        return Verifier.before(postgres, state.nodeIds(), state.subscriptionIds(), since);
    }

    private int verify(Verifier verifier, Fleet fleet) throws SQLException, InterruptedException {
        List<String> differences = verifier.differences(fleet.acknowledged(), PROJECTION_TIMEOUT);
        if (differences.isEmpty()) {
            out.println("verified: the sums in Postgres equal the acknowledged sums");
            return 0;
        }
        long unanswered = fleet.totals().all().unanswered();
        out.println("NOT verified: " + differences.size() + " differences between the acknowledged sums and Postgres"
                + (unanswered == 0 ? "" : " (" + unanswered + " reports got no answer and may be in Postgres)"));
        differences.stream().limit(DIFFERENCES_SHOWN).forEach(out::println);
        return 1;
    }

    private static void awaitQuietly(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
