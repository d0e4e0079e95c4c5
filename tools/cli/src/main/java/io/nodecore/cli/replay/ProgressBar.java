package io.nodecore.cli.replay;

import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Percent, rate and the time that is left: one line that is drawn again on a terminal, a line for every change elsewhere. */
final class ProgressBar {

    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean isTerminal;
    private String last = "";

    ProgressBar(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    void show(JsonNode replay) {
        String line = text(replay, isTerminal);
        if (line.equals(last)) {
            return;
        }
        if (isTerminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, last.length() - line.length())));
            out.flush();
        } else {
            out.println(line);
        }
        last = line;
    }

    void end() {
        if (isTerminal && !last.isEmpty()) {
            out.println();
        }
    }

    static String text(JsonNode replay, boolean withBar) {
        double percent = replay.path("percent").asDouble();
        var line = new StringBuilder(replay.path("state").asString());
        if (withBar) {
            int done = (int) Math.round(percent / 100 * WIDTH);
            line.append(" [").repeat('#', done).repeat('.', WIDTH - done).append(']');
        }
        line.append(String.format(
                Locale.ROOT,
                " %.1f %% %,d of %,d facts",
                percent,
                replay.path("applied").asLong(),
                replay.path("total").asLong()));
        if (replay.path("ratePerSecond").isNumber()) {
            line.append(String.format(
                    Locale.ROOT, ", %,.0f/s", replay.path("ratePerSecond").asDouble()));
        }
        if (replay.path("etaSeconds").isNumber()) {
            long seconds = replay.path("etaSeconds").asLong();
            line.append(
                    String.format(Locale.ROOT, ", %d:%02d:%02d left", seconds / 3600, seconds / 60 % 60, seconds % 60));
        }
        return line.toString();
    }
}
