package io.nodecore.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.Message;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.gateway.kit.Samples.Sample;
import io.nodecore.gateway.report.ReportKind;
import io.nodecore.gateway.rules.Violations;
import io.nodecore.proto.ReportErrorRequest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestJsonTest {

    private static final int INPUTS = 4_000;

    /** Pieces that break JSON, types and limits. */
    private static final String[] PIECES = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "null",
        "true",
        "1e999",
        "-",
        "0",
        "\\u0000",
        "\\ud800",
        "\\",
        "\u00ff",
        "9".repeat(30),
        "NaN",
        " "
    };

    static java.util.List<Sample> everyReport() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("everyReport")
    void json_is_the_same_request(Sample sample) {
        Violations violations = new Violations();

        Message read = RequestJson.read(
                HttpAgent.json(sample.report()).getBytes(StandardCharsets.UTF_8),
                sample.report().getDefaultInstanceForType(),
                10,
                violations);

        violations.refuseAny();
        assertThat(read.toByteArray()).isEqualTo(sample.report().toByteArray());
    }

    @Test
    void details_keep_their_text() {
        String details = "{ \"exact\" : 1.10, \"big\": 123456789012345678901234567890, \"ключ\": \"é\" }";
        byte[] body = ("{\"message\":\"m\",\"details\":" + details + "}").getBytes(StandardCharsets.UTF_8);

        ReportErrorRequest read = RequestJson.read(body, ReportErrorRequest.getDefaultInstance(), 10, new Violations());

        assertThat(read.getDetailsJson()).isEqualTo(details);
    }

    /** Whatever arrives, it is a report, a list of violations or a refusal of the client's: nothing else is thrown. */
    @Test
    void mutated_bodies_are_read_or_refused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            Sample sample = Samples.all().get(random.nextInt(Samples.all().size()));
            ReportKind<?> kind = ReportKind.ALL.stream()
                    .filter(any -> any.empty().getClass().equals(sample.report().getClass()))
                    .findFirst()
                    .orElseThrow();
            byte[] body = mutated(HttpAgent.json(sample.report()), random);
            assertThatCode(() -> read(kind, body))
                    .as("seed %d, input %d: %s", seed, i, new String(body, StandardCharsets.ISO_8859_1))
                    .doesNotThrowAnyException();
        }
    }

    private static <M extends Message> void read(ReportKind<M> kind, byte[] body) {
        Violations violations = new Violations();
        try {
            M report = RequestJson.read(body, kind.empty(), 10, violations);
            kind.rules().check(report, violations);
            violations.refuseAny();
            assertThat(kind.naming().reportId(1, report, "event")).isNotEmpty();
        } catch (Refused refused) {
            assertThat(refused.failure())
                    .isInstanceOfAny(
                            Failure.InvalidReport.class, Failure.MalformedReport.class, Failure.ReportTooLarge.class);
        }
    }

    private static byte[] mutated(String json, Random random) {
        StringBuilder text = new StringBuilder(json);
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(6));
            text.replace(at, to, random.nextInt(4) == 0 ? "" : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
