package io.nodecore.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.gateway.kit.Samples.Sample;
import io.nodecore.gateway.report.ReportKind;
import io.nodecore.gateway.rules.NodeStatsRules;
import io.nodecore.gateway.rules.Violations;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.SystemStats;
import io.nodecore.proto.XrayStats;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "1.0, 1",
        "1e3, 1000",
        "\"12E2\", 1200",
        "0.5e1, 5",
        "-0.0, 0",
        "0e9999, 0",
        "9007199254740993, 9007199254740993",
        "9007199254740993.0, 9007199254740993",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775807.000, 9223372036854775807",
        "\"9223372036854775807\", 9223372036854775807",
        "922337203685477580.7e1, 9223372036854775807"
    })
    void an_integer_keeps_every_digit(String json, long value) {
        Violations violations = new Violations();

        assertThat(revision(json, violations)).isEqualTo(value);
        violations.refuseAny();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1e-1",
                "1e-9999",
                "1e19",
                "1e9999",
                "1e99999",
                "9223372036854775808",
                "9223372036854775807.5",
                "\"0x10\"",
                "\" 1\"",
                "\"+1\"",
                "\"\uff11\"",
                "true",
                "[1]"
            })
    void anything_else_is_no_integer(String json) {
        Violations violations = new Violations();

        var _ = revision(json, violations);

        assertThatThrownBy(violations::refuseAny).isInstanceOf(Refused.class);
    }

    private static long revision(String json, Violations violations) {
        return RequestJson.read(
                        ("{\"revision\":" + json + "}").getBytes(StandardCharsets.UTF_8),
                        HeartbeatRequest.getDefaultInstance(),
                        10,
                        violations)
                .getRevision();
    }

    @Test
    void every_spelling_of_an_integer_is_the_same_integer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            long value = random.nextLong() >> random.nextInt(Long.SIZE);
            BigDecimal decimal = BigDecimal.valueOf(value);
            for (String json : java.util.List.of(
                    decimal.toPlainString(),
                    decimal.toPlainString() + ".0",
                    decimal.toPlainString() + "e0",
                    decimal.movePointLeft(3).toPlainString() + "e3",
                    decimal.stripTrailingZeros().toString(),
                    "\"" + value + "\"")) {
                Violations violations = new Violations();
                assertThat(revision(json, violations))
                        .as("seed %d, input %d, %s", seed, i, json)
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void an_empty_text_in_an_optional_field_means_that_it_is_absent() {
        Violations violations = new Violations();

        HeartbeatRequest heartbeat = RequestJson.read(
                "{\"revision\":\"\",\"ip\":\"\"}".getBytes(StandardCharsets.UTF_8),
                HeartbeatRequest.getDefaultInstance(),
                10,
                violations);
        ReportErrorRequest error = RequestJson.read(
                "{\"message\":\"m\",\"code\":\"\",\"details\":\"\"}".getBytes(StandardCharsets.UTF_8),
                ReportErrorRequest.getDefaultInstance(),
                10,
                violations);

        violations.refuseAny();
        assertThat(heartbeat).isEqualTo(HeartbeatRequest.getDefaultInstance());
        assertThat(error)
                .isEqualTo(ReportErrorRequest.newBuilder().setMessage("m").build());
    }

    @Test
    void a_figure_that_is_no_number_is_unknown_and_the_rest_counts() {
        Violations violations = new Violations();

        ReportNodeStatsRequest read = RequestJson.read(
                """
                        {"system":{"uptimeSeconds":100.7,"cpuPercent":"n/a","cpuCores":null,"ramUsed":1e30,"ramTotal":"8",
                        "diskUsed":[1],"diskTotal":5,"netRxPerSec":1e999,"netTxPerSec":0.5},
                        "xray":{"running":true,"uptimeSeconds":"?"},"mtprotoJson":null}""".getBytes(StandardCharsets.UTF_8), ReportNodeStatsRequest.getDefaultInstance(), 10, violations);
        ReportNodeStatsRequest stats = new NodeStatsRules().canonical(read, violations);

        violations.refuseAny();
        assertThat(stats)
                .isEqualTo(ReportNodeStatsRequest.newBuilder()
                        .setSystem(SystemStats.newBuilder()
                                .setUptimeSeconds(100)
                                .setCpuPercent(Double.NaN)
                                .setCpuCores(-1)
                                .setRamUsed(-1)
                                .setRamTotal(8)
                                .setDiskUsed(-1)
                                .setDiskTotal(5)
                                .setNetRxPerSec(Double.NaN)
                                .setNetTxPerSec(0.5))
                        .setXray(XrayStats.newBuilder().setRunning(true))
                        .build());
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
            M canonical = kind.rules().canonical(report, violations);
            violations.refuseAny();
            assertThat(kind.naming().reportId(1, canonical, "event")).isNotEmpty();
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
