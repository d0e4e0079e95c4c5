package io.nodecore.cli.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** {@code ./nodecore replay}: orders replays of the run that {@code .nodecore/run.json} names, and watches them. */
public final class ReplayMain {

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final long LOOK_MS = 500;

    private ReplayMain() {}

    public static void main(String... arguments) {
        if (arguments.length == 0 || arguments[0].equals("--help")) {
            System.out.println(ReplayCommand.USAGE);
            return;
        }
        try {
            ReplayCommand command = ReplayCommand.parse(arguments);
            boolean good = run(command, ReplayAdmin.of(Path.of(".nodecore", "run.json")));
            System.exit(good ? 0 : EXIT_FAILED);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(ReplayCommand.USAGE);
            System.exit(EXIT_USAGE);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false where it came to an end that nobody wanted */
    private static boolean run(ReplayCommand command, ReplayAdmin admin) throws IOException, InterruptedException {
        return switch (command) {
            case ReplayCommand.Listing listing -> {
                for (JsonNode replay : admin.list().path("replays")) {
                    System.out.println(ReplayText.line(replay));
                }
                yield true;
            }
            case ReplayCommand.Order(var body, var watched) -> {
                JsonNode ordered = admin.order(body);
                System.out.println("replay " + ordered.path("id").asLong() + " is ordered");
                yield !watched || watch(admin, ordered.path("id").asLong());
            }
            case ReplayCommand.About about -> about(about.word(), about.id(), admin);
        };
    }

    private static boolean about(String word, long id, ReplayAdmin admin) throws IOException, InterruptedException {
        if (word.equals("show")) {
            System.out.print(ReplayText.whole(admin.get(id)));
            return true;
        }
        if (!word.equals("watch")) {
            admin.want(id, word);
        }
        return watch(admin, id);
    }

    private static boolean watch(ReplayAdmin admin, long id) throws IOException, InterruptedException {
        var ending =
                new Thread(() -> System.err.println("\nThe replay goes on. Watch it again: ./nodecore replay watch "
                        + id + "; stop it: ./nodecore replay cancel " + id));
        Runtime.getRuntime().addShutdownHook(ending);
        var bar = new ProgressBar(
                System.out, System.console() != null && System.console().isTerminal());
        JsonNode replay = admin.get(id);
        while (!ReplayText.isAtRest(replay)) {
            bar.show(replay);
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            replay = admin.get(id);
        }
        Runtime.getRuntime().removeShutdownHook(ending);
        bar.end();
        System.out.print(ReplayText.whole(replay));
        return ReplayText.isGood(replay);
    }
}
