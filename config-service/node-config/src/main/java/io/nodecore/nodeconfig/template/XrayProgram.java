package io.nodecore.nodeconfig.template;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.admin.failure.Violations;
import io.nodecore.nodeconfig.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks with a real Xray whether it would start with a config: {@code xray run -test}, which opens no socket. The node's certificates are
 * not on this machine, so others are used instead. If Xray can't be run, no config is refused.
 *
 * <p>Counts {@code nodecore_xray_verdicts_total} by verdict: accepted, refused, or unknown if there was no answer in time.
 */
public final class XrayProgram {

    private static final Logger log = LoggerFactory.getLogger(XrayProgram.class);
    private static final int LONGEST_MESSAGE = 500;

    private final XrayProgramSettings settings;
    private final MeterRegistry meters;

    public XrayProgram(XrayProgramSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /** @throws io.nodecore.admin.failure.FailureException with Xray's message, if it would not start */
    public void check(JsonNode xray) {
        if (settings.path().isEmpty() || !(xray instanceof ObjectNode config)) {
            return;
        }
        Verdict verdict = ask(config);
        meters.counter("nodecore.xray.verdicts", "verdict", verdict.word()).increment();
        if (verdict.word().equals("refused")) {
            throw Violations.refuse("xray", "the Xray on this machine refuses it: " + verdict.message());
        }
    }

    private record Verdict(String word, String message) {}

    private Verdict ask(ObjectNode config) {
        try {
            Path folder = Files.createTempDirectory("nodecore-xray");
            try {
                Path file = Files.writeString(
                        folder.resolve("config.json"), withoutFiles(config).toString());
                return run(file, folder.resolve("output"));
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            log.warn("Xray could not be asked: {}", e.getMessage());
            return new Verdict("unknown", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict("unknown", "");
        }
    }

    private Verdict run(Path config, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(settings.path(), "run", "-test", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            log.warn("Xray gave no verdict within {}", settings.timeout());
            return new Verdict("unknown", "");
        }
        String said = Files.readString(output, StandardCharsets.UTF_8).strip();
        String last = said.substring(said.lastIndexOf('\n') + 1);
        return process.exitValue() == 0
                ? new Verdict("accepted", "")
                : new Verdict("refused", last.substring(0, Math.min(last.length(), LONGEST_MESSAGE)));
    }

    /** Xray reads certificates when it reads its config, and parses them only when it listens. */
    private static JsonNode withoutFiles(JsonNode node) {
        JsonNode copy = node.deepCopy();
        replaceFiles(copy);
        return copy;
    }

    private static void replaceFiles(JsonNode node) {
        if (node instanceof ObjectNode object) {
            replace(object, "certificateFile", "certificate");
            replace(object, "keyFile", "key");
        }
        node.forEach(XrayProgram::replaceFiles);
    }

    private static void replace(ObjectNode object, String file, String lines) {
        if (!object.path(file).asString("").isEmpty()) {
            object.remove(file);
            object.set(lines, CanonicalJson.json.createArrayNode().add("of the node"));
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
