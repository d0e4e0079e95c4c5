package io.nodecore.nodeconfig.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.nodeconfig.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a script in the place of Xray, which is called as Xray is. */
class XrayProgramTest {

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void the_last_line_of_a_refusal_is_the_message() throws IOException {
        XrayProgram xray = program("""
                [ "$1 $2 $3" = "run -test -c" ] || exit 3
                grep -q wrong "$4" && echo "Xray 26" && echo "Failed to start: no such thing" && exit 23
                exit 0
                """, Duration.ofSeconds(10));

        assertThatCode(() -> ask(xray, "{'log': {}}")).doesNotThrowAnyException();
        assertThatThrownBy(() -> ask(xray, "{'log': {'access': 'wrong'}}"))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("Failed to start: no such thing");
        assertThat(verdicts("accepted")).isEqualTo(1);
        assertThat(verdicts("refused")).isEqualTo(1);
    }

    @Test
    void certificates_of_the_node_are_not_looked_for_here() throws IOException {
        XrayProgram xray =
                program("grep -q File \"$4\" && exit 1; grep -q 'of the node' \"$4\"", Duration.ofSeconds(10));

        ask(xray, "{'inbounds': [{'certificates': [{'certificateFile': '/c', 'keyFile': '/k'}]}]}");

        assertThat(verdicts("accepted")).isEqualTo(1);
    }

    @Test
    void an_xray_that_gives_no_answer_refuses_nothing() throws IOException {
        ask(program("exec sleep 60", Duration.ofMillis(200)), "{}");
        ask(
                new XrayProgram(
                        new XrayProgramSettings(folder.resolve("none").toString(), Duration.ofSeconds(1)), meters),
                "{}");

        assertThat(verdicts("unknown")).isEqualTo(2);
    }

    private XrayProgram program(String script, Duration timeout) throws IOException {
        Path program = folder.resolve("xray");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new XrayProgram(new XrayProgramSettings(program.toString(), timeout), meters);
    }

    private static void ask(XrayProgram xray, String config) {
        xray.check(CanonicalJson.json.readTree(config.replace('\'', '"')));
    }

    private double verdicts(String verdict) {
        return meters.counter("nodecore.xray.verdicts", "verdict", verdict).count();
    }
}
