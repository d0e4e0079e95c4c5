package io.nodecore.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FallbackTransportTest {

    private static final Duration HTTP_FIRST_FOR = Duration.ofSeconds(15);

    private final ScriptedTransport grpc = new ScriptedTransport();
    private final ScriptedTransport http = new ScriptedTransport();
    private final AtomicInteger fallbacks = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final FallbackTransport transport =
            new FallbackTransport(grpc, http, () -> now, HTTP_FIRST_FOR, fallbacks::incrementAndGet);

    @Test
    void a_report_goes_over_grpc_while_grpc_answers() throws CoreFailure {
        send("a");

        assertThat(grpc.ids()).containsExactly("a");
        assertThat(http.ids()).isEmpty();
        assertThat(fallbacks).hasValue(0);
    }

    @Test
    void if_grpc_is_unreachable_the_report_goes_over_http_with_the_same_id() throws CoreFailure {
        grpc.down(true);

        send("a");

        assertThat(grpc.ids()).containsExactly("a");
        assertThat(http.ids()).containsExactly("a");
        assertThat(fallbacks).hasValue(1);
    }

    @Test
    void http_comes_first_for_a_while_then_grpc_again() throws CoreFailure {
        grpc.down(true);
        send("a");
        grpc.down(false);

        now = now.plus(HTTP_FIRST_FOR).minusMillis(1);
        send("b");
        now = now.plusMillis(1);
        send("c");

        assertThat(http.ids()).containsExactly("a", "b");
        assertThat(grpc.ids()).containsExactly("a", "c");
    }

    @Test
    void if_http_is_unreachable_too_grpc_is_tried_again() throws CoreFailure {
        grpc.down(true);
        send("a");
        grpc.down(false);
        http.down(true);

        send("b");
        send("c");

        assertThat(http.ids()).containsExactly("a", "b");
        assertThat(grpc.ids()).containsExactly("a", "b", "c");
    }

    @Test
    void if_both_are_unreachable_the_call_fails() {
        grpc.down(true);
        http.down(true);

        assertThatThrownBy(() -> send("a")).isInstanceOf(CoreFailure.Unreachable.class);
    }

    @Test
    void a_refusal_and_an_overload_cause_no_fallback() {
        grpc.failNext(new CoreFailure.Refused("invalid"), new CoreFailure.Overloaded("slowly"));

        assertThatThrownBy(() -> send("a")).isInstanceOf(CoreFailure.Refused.class);
        assertThatThrownBy(() -> send("b")).isInstanceOf(CoreFailure.Overloaded.class);
        assertThat(http.ids()).isEmpty();
    }

    @Test
    void a_repeat_goes_over_the_other_transport() throws CoreFailure {
        Report report = SampleReports.usage("a", 1, 2);

        transport.send(report);
        transport.sendOverOther(report);

        assertThat(grpc.ids()).containsExactly("a");
        assertThat(http.ids()).containsExactly("a");
    }

    private void send(String id) throws CoreFailure {
        transport.send(SampleReports.usage(id, 1, 2));
    }
}
