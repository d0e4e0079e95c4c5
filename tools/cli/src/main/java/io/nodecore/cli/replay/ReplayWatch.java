package io.nodecore.cli.replay;

import io.nodecore.adminclient.AdminApi;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows the progress of a replay. Ctrl-C ends the watch, not the replay. */
final class ReplayWatch {

    private static final long INTERVAL_MS = 500;

    private final AdminApi admin;
    private final long id;
    private final @Nullable ProgressBar bar;

    /** @param out null to show no progress */
    ReplayWatch(AdminApi admin, long id, @Nullable PrintWriter out) {
        this.admin = admin;
        this.id = id;
        this.bar = out == null
                ? null
                : new ProgressBar(out, System.console() != null && System.console().isTerminal());
    }

    /** Returns when neither the Core nor an order is about to change it. */
    JsonNode untilAtRest() throws InterruptedException {
        var goesOn = new Thread(() -> System.err.println("\nThe replay continues. Watch it: ./nodecore replay watch "
                + id + "; stop it: ./nodecore replay cancel " + id));
        Runtime.getRuntime().addShutdownHook(goesOn);
        JsonNode replay = admin.replay(id);
        while (!ReplayText.isAtRest(replay)) {
            if (bar != null) {
                bar.show(replay);
            }
            TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
            replay = admin.replay(id);
        }
        Runtime.getRuntime().removeShutdownHook(goesOn);
        if (bar != null) {
            bar.end();
        }
        return replay;
    }
}
