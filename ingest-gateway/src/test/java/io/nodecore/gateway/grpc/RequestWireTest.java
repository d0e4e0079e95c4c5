package io.nodecore.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.Message;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.gateway.kit.Samples.Sample;
import io.nodecore.gateway.kit.TestLimits;
import io.nodecore.gateway.report.ReportKind;
import io.nodecore.gateway.rules.Violations;
import io.nodecore.proto.ReportUsageRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestWireTest {

    private static final int INPUTS = 4_000;

    @Test
    void every_key_is_cut_out_and_the_rest_stays_as_it_is() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        for (Sample sample : Samples.all()) {
            request.reset();
            key(request, "first");
            sample.report().writeTo(request);
            key(request, "last");

            RequestScan scan = RequestScan.of(request.toByteArray());

            assertThat(scan.withoutKey()).isEqualTo(sample.report().toByteArray());
        }
    }

    @Test
    void the_list_is_counted_before_it_is_parsed() throws IOException {
        assertThat(RequestScan.of(Samples.usage().toByteArray()).listEntries()).isEqualTo(2);
        assertThat(RequestScan.of(new byte[0]).listEntries()).isZero();
    }

    private static void key(ByteArrayOutputStream request, String key) throws IOException {
        ReportUsageRequest.newBuilder().setAuthKey(key).build().writeTo(request);
    }

    /** Whatever arrives, it is a report or a refusal: nothing throws. */
    @Test
    void mutated_requests_are_read_or_refused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            ReportKind<?> kind = ReportKind.ALL.get(random.nextInt(ReportKind.ALL.size()));
            byte[] request = mutated(sampleOf(kind).toByteArray(), random);
            assertThatCode(() -> read(kind, request))
                    .as("seed %d, input %d, %s", seed, i, kind.name())
                    .doesNotThrowAnyException();
        }
    }

    private static Message sampleOf(ReportKind<?> kind) {
        return Samples.all().stream()
                .map(Sample::report)
                .filter(report -> report.getClass().equals(kind.empty().getClass()))
                .findFirst()
                .orElseThrow();
    }

    private static <M extends Message> void read(ReportKind<M> kind, byte[] request) {
        GrpcRequest<M> read =
                new RequestWire<>(kind.empty(), TestLimits.DEFAULT).parse(new ByteArrayInputStream(request));
        if (read instanceof GrpcRequest.Parsed<M> parsed) {
            Violations violations = new Violations();
            M canonical = kind.rules().canonical(parsed.message(), violations);
            try {
                violations.refuseAny();
            } catch (Refused refused) {
                return;
            }
            assertThat(kind.naming().reportId(1, canonical, "event")).isNotEmpty();
        }
    }

    static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int n = random.nextInt(1, 6); n > 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, at);
                default -> {
                    byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + random.nextInt(8));
                    System.arraycopy(bytes, at, longer, longer.length - (bytes.length - at), bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }
}
