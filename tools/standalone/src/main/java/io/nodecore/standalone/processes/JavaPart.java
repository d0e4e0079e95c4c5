package io.nodecore.standalone.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM with the class path of this process.
 *
 * @param options options of the JVM
 * @param main the main class
 * @param environment variables added to those of this process
 * @param output file for standard output and standard error; the log has a file of its own
 * @param stopTimeout maximum time of a stop; then the process is killed
 */
public record JavaPart(
        String name,
        List<String> options,
        Class<?> main,
        List<String> arguments,
        Map<String, String> environment,
        Path output,
        Duration stopTimeout)
        implements Part {

    @Override
    public ProcessHandle start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        Files.createDirectories(output.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        return builder.start().toHandle();
    }

    @Override
    public void stop(ProcessHandle process) throws InterruptedException {
        process.destroy();
        try {
            process.onExit().get(stopTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for the end of " + name, e);
        }
    }
}
