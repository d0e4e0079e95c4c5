package io.nodecore.cli.replay;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.cli.connection.CoreOptions;
import io.nodecore.cli.output.OutputOption;
import io.nodecore.cli.output.Pages;
import io.nodecore.commandline.CommandLines;
import io.nodecore.commandline.Within;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code replay}: orders replays of projections, watches them, and swaps their tables. */
@Command(
        name = "replay",
        description = {
            "Builds a projection again beside the live tables, and compares. A command without a further word is a new replay.",
            "Projections: usage, outbound-usage, session-events, node-stats-hours, user-ips, node-status, dead-letters, control,"
                    + " presence, events."
        },
        footer = {
            "",
            "Examples:",
            "  ./nodecore replay usage",
            "  ./nodecore replay usage --node 3 --swap",
            "  ./nodecore replay swap 261124103015",
            "",
            "Exit code: 0 if the replay ended as the command wants, 1 if it was refused or failed, 2 for a usage error."
        })
public final class ReplayCommand implements Callable<Integer> {

    private static final String ID = "The replay's id, as list shows it.";

    @Mixin
    private CoreOptions core = new CoreOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ReplayOrderOptions options = new ReplayOrderOptions();

    @Option(names = "--quiet", description = "Prints the id alone, as soon as the replay rests.")
    private boolean quiet;

    @Parameters(arity = "0..1", paramLabel = "PROJECTION", description = "What to build again.")
    private @Nullable String projection;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (projection == null) {
            throw core.refusal("a projection is missing, or list, show, watch, cancel, resume, swap, rollback, drop");
        }
        AdminApi admin = core.admin();
        JsonNode ordered = admin.orderReplay(options.json(projection));
        long id = ordered.path("id").asLong();
        if (quiet) {
            return printId(admin, id);
        }
        if (!options.isWatched()) {
            output.print(ordered, out -> out.println("replay " + id + " is ordered"));
            return 0;
        }
        if (!output.isJson()) {
            output.out().println("replay " + id + " is ordered");
        }
        return watch(admin, id, options.goal());
    }

    private int printId(AdminApi admin, long id) throws InterruptedException {
        boolean isReached = !options.isWatched()
                || options.goal().isReachedIn(ReplayText.state(new ReplayWatch(admin, id, null).untilAtRest()));
        output.out().println(id);
        return isReached ? 0 : CommandLines.FAILED;
    }

    @Command(name = "list", description = "Lists replays, newest first.")
    int list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Default: 50.")
                    @Within(max = 100_000)
                    int limit)
            throws IOException {
        JsonNode found = Pages.read(core.admin()::replays, "replays", Map.of(), limit);
        output.print(found, out -> found.path("replays").forEach(replay -> out.println(ReplayText.line(replay))));
        return 0;
    }

    @Command(name = "show", description = "Shows a replay, with the comparison of its tables.")
    int show(@Parameters(paramLabel = "ID", description = ID) long id) throws IOException {
        JsonNode replay = core.admin().replay(id);
        output.print(replay, out -> out.print(ReplayText.whole(replay)));
        return 0;
    }

    @Command(name = "watch", description = "Shows the progress of a replay until it rests.")
    int watch(@Parameters(paramLabel = "ID", description = ID) long id) throws IOException, InterruptedException {
        return watch(core.admin(), id, ReplayGoal.ANY);
    }

    @Command(name = "cancel", description = "Stops a replay; resume continues it.")
    int cancel(@Parameters(paramLabel = "ID", description = ID) long id) throws IOException, InterruptedException {
        return change(id, ReplayGoal.CANCEL);
    }

    @Command(name = "resume", description = "Continues a replay that was cancelled or failed, from its position.")
    int resume(@Parameters(paramLabel = "ID", description = ID) long id) throws IOException, InterruptedException {
        return change(id, ReplayGoal.RESUME);
    }

    @Command(name = "swap", description = "Makes the replayed rows live.")
    int swap(@Parameters(paramLabel = "ID", description = ID) long id) throws IOException, InterruptedException {
        return change(id, ReplayGoal.SWAP);
    }

    @Command(name = "rollback", description = "Makes the rows live that were live before the swap.")
    int rollback(@Parameters(paramLabel = "ID", description = ID) long id) throws IOException, InterruptedException {
        return change(id, ReplayGoal.ROLLBACK);
    }

    @Command(name = "drop", description = "Removes what a replay has built, or what was live before its swap.")
    int drop(@Parameters(paramLabel = "ID", description = ID) long id) throws IOException, InterruptedException {
        return change(id, ReplayGoal.DROP);
    }

    private int change(long id, ReplayGoal goal) throws IOException, InterruptedException {
        AdminApi admin = core.admin();
        String state = ReplayText.state(admin.replay(id));
        if (!goal.isPossibleIn(state)) {
            throw new IOException("replay " + id + " is " + state + ": " + goal.word() + " is not possible");
        }
        admin.changeReplay(id, goal.word());
        return watch(admin, id, goal);
    }

    private int watch(AdminApi admin, long id, ReplayGoal goal) throws InterruptedException {
        JsonNode replay = new ReplayWatch(admin, id, output.isJson() ? null : output.out()).untilAtRest();
        boolean isReached = goal.isReachedIn(ReplayText.state(replay));
        output.print(
                replay, out -> out.print(isReached ? ReplayText.whole(replay) : ReplayText.withoutNextStep(replay)));
        return isReached ? 0 : CommandLines.FAILED;
    }
}
