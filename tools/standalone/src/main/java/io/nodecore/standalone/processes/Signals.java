package io.nodecore.standalone.processes;

import java.io.IOException;

/** Signals that Java has no API for; sent by the shell. */
final class Signals {

    private Signals() {}

    /** Suspends a process until {@link #resume}; its sockets stay open without answers. */
    static void stop(ProcessHandle process) throws IOException, InterruptedException {
        send("STOP", process);
    }

    static void resume(ProcessHandle process) throws IOException, InterruptedException {
        send("CONT", process);
    }

    private static void send(String signal, ProcessHandle process) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("bash", "-c", "kill -" + signal + " " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0 && process.isAlive()) {
            throw new IOException("signal " + signal + " did not reach process " + process.pid());
        }
    }
}
