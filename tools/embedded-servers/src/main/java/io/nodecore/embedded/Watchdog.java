package io.nodecore.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends a server process when this JVM ends without having stopped it: a kill -9, a crash, a second Ctrl-C. A shell does it, see {@code
 * watchdog.sh}; the operating system signals the end of this JVM by closing the pipe between the two. Takes 5 s at most.
 */
final class Watchdog implements AutoCloseable {

    private static final String SCRIPT = script();

    /** Keeps the pipes open: a process that is not referenced any more loses its own. */
    private static final Set<Watchdog> watching = ConcurrentHashMap.newKeySet();

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
        watching.add(this);
    }

    /** How a server is known and stopped. */
    enum Server {
        /** INT ends its connections and writes a checkpoint, QUIT leaves the recovery to the next start. */
        POSTGRES("postgres", "INT", "QUIT"),
        /** TERM writes what is left of the append-only file. */
        REDIS("redis-server", "TERM", "KILL");

        private final String program;
        private final String stop;
        private final String stopAtOnce;

        Server(String program, String stop, String stopAtOnce) {
            this.program = program;
            this.stop = stop;
            this.stopAtOnce = stopAtOnce;
        }

        /** Part of its command line. */
        String program() {
            return program;
        }
    }

    /**
     * To be called before the server starts, and after the end of an earlier one on the folder.
     *
     * @param folder the server's data; beside it are the script and a file that names the latest start
     * @param pidFile holds the server's pid while it runs
     */
    static Watchdog start(Server server, Path folder, Path pidFile) throws IOException {
        Path latestStart = folder.resolveSibling(folder.getFileName() + ".start");
        String name = UUID.randomUUID().toString();
        Files.writeString(latestStart, name);
        Path script = folder.resolveSibling(folder.getFileName() + ".watchdog.sh");
        Files.writeString(script, SCRIPT);
        Process shell = new ProcessBuilder(
                        "bash",
                        script.toString(),
                        pidFile.toString(),
                        server.program,
                        latestStart.toString(),
                        name,
                        server.stop,
                        server.stopAtOnce)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Watchdog(shell);
    }

    /** Releases the server: the end of this JVM does not end it any more. */
    @Override
    public void close() {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write('\n');
        } catch (IOException e) {
            // The shell was killed: there is nothing to release the server from.
        }
        watching.remove(this);
    }

    /** Ends what was started so far, as at the end of this JVM, and does not wait for it. */
    void end() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // The shell was killed.
        }
        watching.remove(this);
    }

    private static String script() {
        try (InputStream script = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            if (script == null) {
                throw new IllegalStateException("watchdog.sh is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("can't read watchdog.sh", e);
        }
    }
}
