package io.nodecore.queries.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.control.node.NodeView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Nodes of every kind, asked over real sockets. */
class LiveStatusIT {

    private static final byte[] KIBIBYTE = " ".repeat(1024).getBytes(StandardCharsets.UTF_8);
    private static final byte[] SPACE = {' '};

    private final LiveStatus live = new LiveStatus(JsonMapper.shared(), new RuntimeStatusSettings(true));

    @Test
    void a_live_agent_is_told_as_it_is() throws Exception {
        try (var agent = MisbehavingAgent.answering(
                "200 OK", "{\"system\":{\"diskUsed\":9},\"mtproto\":{\"a\":{\"users\":3}}}")) {
            assertThat(live.ask(7, at(agent)).toString())
                    .isEqualTo("{\"system\":{\"diskUsed\":9},\"mtproto\":{\"a\":{\"users\":3}}}");
        }
    }

    @Test
    void a_dead_agent_is_unreachable() throws Exception {
        NodeView.Address gone;
        try (var agent = MisbehavingAgent.answering("")) {
            gone = at(agent);
        }
        assertThat(failure(gone)).isInstanceOf(Failure.NodeUnreachable.class);
    }

    @Test
    void an_agent_that_accepts_and_says_nothing_is_too_slow() throws Exception {
        try (var agent = new MisbehavingAgent(out -> Thread.sleep(60_000))) {
            assertThat(failure(at(agent))).isInstanceOf(Failure.NodeTimeout.class);
        }
    }

    @Test
    void an_agent_that_drips_its_answer_is_too_slow_and_is_hung_up_on() throws Exception {
        try (var agent = new MisbehavingAgent(out -> {
            out.write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
            for (int i = 1; i < 100_000; i++) {
                Thread.sleep(20);
                out.write(SPACE);
                out.flush();
            }
        })) {
            assertThat(failure(at(agent))).isInstanceOf(Failure.NodeTimeout.class);
            assertThat(agent.hungUp().await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: 104857600", "connection: close"})
    void an_answer_of_100_MB_is_cut_off_early(String header) throws Exception {
        var written = new AtomicLong();
        try (var agent = new MisbehavingAgent(out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            while (written.addAndGet(KIBIBYTE.length) < 100 << 20) {
                out.write(KIBIBYTE);
            }
        })) {
            assertThat(failure(at(agent))).isInstanceOf(Failure.NodeUnreachable.class);
            assertThat(agent.hungUp().await(60, TimeUnit.SECONDS)).isTrue();
            // What the sockets hold comes on top of what was read.
            assertThat(written.get()).isLessThan(50 << 20);
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (var elsewhere = MisbehavingAgent.answering("200 OK", "{\"system\":{}}");
                var agent = MisbehavingAgent.answering("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:"
                        + elsewhere.port() + "/runtime-status\r\ncontent-length: 0\r\n\r\n")) {
            assertThat(failure(at(agent)).message()).contains("it answered 302");
        }
    }

    @Test
    void an_answer_that_is_no_status_is_told_from_one_that_is() throws Exception {
        try (var text = MisbehavingAgent.answering("200 OK", "hello");
                var list = MisbehavingAgent.answering("200 OK", "[]");
                var deep = MisbehavingAgent.answering("200 OK", "[".repeat(500_000));
                var empty = MisbehavingAgent.answering("200 OK", "");
                var error = MisbehavingAgent.answering("500 Oops", "{}");
                var noise = MisbehavingAgent.answering("SSH-2.0-x\r\n\r\n")) {
            for (MisbehavingAgent agent : List.of(text, list, deep, empty, error, noise)) {
                assertThat(failure(at(agent))).isInstanceOf(Failure.NodeUnreachable.class);
            }
        }
    }

    @Test
    void local_addresses_are_refused_unless_allowed() throws Exception {
        var strict = new LiveStatus(JsonMapper.shared(), new RuntimeStatusSettings(false));
        try (var agent = MisbehavingAgent.answering("200 OK", "{}")) {
            for (String ip : List.of("127.0.0.1", "::ffff:127.0.0.1", "0.0.0.0", "169.254.169.254", "fe80::1")) {
                assertThatThrownBy(() -> strict.ask(7, new NodeView.Address(ip, agent.port())))
                        .as(ip)
                        .isInstanceOfSatisfying(
                                FailureException.class,
                                refusal ->
                                        assertThat(refusal.failure()).isEqualTo(new Failure.NodeAddressRefused(7, ip)));
            }
            assertThat(live.ask(7, at(agent)).isEmpty()).isTrue();
        }
    }

    @Test
    void no_more_than_a_few_nodes_are_asked_at_a_time() throws Exception {
        List<MisbehavingAgent> silent = new ArrayList<>();
        List<Thread> asking = new ArrayList<>();
        var started = new AtomicInteger();
        for (int i = 0; i < LiveStatus.AT_A_TIME; i++) {
            var agent = new MisbehavingAgent(out -> {
                started.incrementAndGet();
                Thread.sleep(60_000);
            });
            silent.add(agent);
            asking.add(Thread.startVirtualThread(() -> failure(at(agent))));
        }
        await().until(() -> started.get() == LiveStatus.AT_A_TIME);
        try (var agent = MisbehavingAgent.answering("200 OK", "{}")) {
            assertThat(failure(at(agent))).isEqualTo(new Failure.Unavailable("live-status"));
            for (Thread thread : asking) {
                thread.join();
            }
            assertThat(live.ask(7, at(agent)).isEmpty()).isTrue();
        }
        for (MisbehavingAgent agent : silent) {
            agent.close();
        }
    }

    private Failure failure(NodeView.Address address) {
        try {
            throw new AssertionError("it answered " + live.ask(7, address));
        } catch (FailureException refusal) {
            return refusal.failure();
        }
    }

    private static NodeView.Address at(MisbehavingAgent agent) {
        return new NodeView.Address("127.0.0.1", agent.port());
    }
}
