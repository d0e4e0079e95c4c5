package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status.Code;
import io.nodecore.gateway.kit.Agent;
import io.nodecore.gateway.kit.FakeConfigService;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.Outcome.Ok;
import io.nodecore.gateway.kit.Outcome.Refusal;
import io.nodecore.gateway.kit.RawHttp2;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.control.GetConfigResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Hostile clients on both ports, beside nodes that go on reporting. */
@TestInstance(Lifecycle.PER_CLASS)
class AttackIT {

    private static final String HEARTBEAT = "nodeservice.NodeService/Heartbeat";
    private static final String ONLINE_USERS = "nodeservice.NodeService/ReportOnlineUsers";
    private static final int FOUR_MEBIBYTES = 4 * 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private RunningGateway gateway;
    private Agent grpc;
    private HttpAgent http;
    private InFlightBudget unauthenticated;
    private long nodeId;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start(
                "--nodecore.gateway.limits.body-timeout=3s",
                "--nodecore.gateway.limits.answer-timeout=8s",
                "--nodecore.gateway.limits.answers=18MB",
                "--nodecore.gateway.auth.failure-burst=100000",
                "--nodecore.gateway.auth.registration-burst=100000",
                "--nodecore.gateway.connections.resets=200",
                "--nodecore.gateway.connections.unauthenticated-per-address=20");
        grpc = new GrpcAgent(gateway);
        http = new HttpAgent(gateway);
        unauthenticated = gateway.bean("unauthenticatedBudget", InFlightBudget.class);
        nodeId = gateway.newNode();
    }

    @AfterAll
    void stop() {
        grpc.close();
        http.close();
        gateway.close();
    }

    @AfterEach
    void nothing_stays_behind() {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(unauthenticated.heldBytes()).isZero());
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(gateway.bean("inFlightBudget", InFlightBudget.class)
                                .heldBytes())
                        .isZero());
    }

    private void honestReportsPass() {
        for (Agent agent : List.of(grpc, http)) {
            assertThat(agent.send(Samples.usage(), nodeId)).isInstanceOf(Ok.class);
        }
    }

    @Test
    void half_sent_messages_hold_little_memory_and_end_in_time() throws IOException {
        try (RawHttp2 attacker = new RawHttp2(gateway.grpcPort())) {
            List<Integer> streams = new ArrayList<>();
            for (int i = 0; i < 128; i++) {
                int stream = attacker.call(HEARTBEAT, Map.of());
                attacker.data(stream, RawHttp2.message(0, FOUR_MEBIBYTES, new byte[7_000]), false);
                streams.add(stream);
            }
            await().atMost(TIMEOUT)
                    .until(() -> streams.stream()
                                    .filter(stream -> attacker.status(stream) != null)
                                    .count()
                            >= 28);

            assertThat(unauthenticated.heldBytes()).isLessThanOrEqualTo(100 * 8_000);
            honestReportsPass();
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(streams)
                            .allSatisfy(stream -> assertThat(attacker.status(stream))
                                    .isIn(Code.RESOURCE_EXHAUSTED.value(), Code.INVALID_ARGUMENT.value())));
        }
    }

    @Test
    void a_wrong_key_in_the_metadata_is_refused_before_the_message_arrives() throws IOException {
        try (RawHttp2 attacker = new RawHttp2(gateway.grpcPort())) {
            int stream = attacker.call(HEARTBEAT, Map.of("x-node-auth-key", "wrong"));

            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(attacker.status(stream)).isEqualTo(Code.UNAUTHENTICATED.value()));
        }
    }

    @Test
    void half_sent_messages_of_a_node_are_its_own_share() throws IOException {
        long broken = gateway.newNode();
        List<RawHttp2> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                RawHttp2 connection = new RawHttp2(gateway.grpcPort());
                connections.add(connection);
                int stream = connection.call(HEARTBEAT, Map.of("x-node-auth-key", Keys.of(broken)));
                connection.data(stream, RawHttp2.message(0, FOUR_MEBIBYTES, new byte[1_000_000]), false);
            }
            InFlightBudget budget = gateway.bean("inFlightBudget", InFlightBudget.class);
            await().atMost(TIMEOUT).until(() -> budget.heldBytes() > 10_000_000);

            assertThat(budget.heldBytes()).isLessThanOrEqualTo(16 * 1024 * 1024);
            honestReportsPass();
        } finally {
            connections.forEach(RawHttp2::close);
        }
    }

    @Test
    void stalled_registrations_refuse_no_report_and_no_registration() throws IOException {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort());
                stalled.add(socket);
                socket.getOutputStream()
                        .write(("POST /node/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 65536\r\n\r\n" + " ".repeat(65_000))
                                .getBytes(StandardCharsets.US_ASCII));
            }
            await().atMost(TIMEOUT).until(() -> unauthenticated.heldBytes() > 900_000);

            honestReportsPass();
            assertThat(register().statusCode()).isEqualTo(201);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void a_registration_is_small() {
        var answer = http.exchange(http.request("/node/register")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(" ".repeat(65_537))));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> register() {
        return http.exchange(http.request("/node/register")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"code":"%s","name":"n","ip":"203.0.113.7","port":443,"region":"eu"}""".formatted(FakeConfigService.GOOD_CODE))));
    }

    @Test
    void compressed_bombs_without_a_key_are_refused_beside_honest_reports() throws IOException {
        byte[] bomb = gzip(addresses(290_000).toByteArray());
        try (RawHttp2 attacker = new RawHttp2(gateway.grpcPort())) {
            List<Integer> streams = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int stream = attacker.call(ONLINE_USERS, Map.of("grpc-encoding", "gzip"));
                attacker.data(stream, RawHttp2.message(1, bomb.length, bomb), true);
                streams.add(stream);
                honestReportsPass();
            }
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(streams)
                            .allSatisfy(stream ->
                                    assertThat(attacker.status(stream)).isEqualTo(Code.UNAUTHENTICATED.value())));
        }
    }

    @Test
    void a_key_counts_within_the_first_64_kibibytes_of_the_message_only() throws IOException {
        byte[] key = ReportUsageRequest.newBuilder()
                .setAuthKey(Keys.of(nodeId))
                .build()
                .toByteArray();
        byte[] report = ReportOnlineUsersRequest.newBuilder()
                .addAllUsers(addresses(60_000).getUsersList())
                .build()
                .toByteArray();
        GrpcAgent agent = (GrpcAgent) grpc;
        var method = GrpcAgent.methodOf(ReportOnlineUsersRequest.getDefaultInstance());

        assertThat(agent.sendBytes(method, concat(key, report), null, null)).isInstanceOf(Ok.class);
        assertThat(agent.sendBytes(method, concat(report, key), null, null))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo("unauthenticated"));
    }

    @Test
    void inner_lists_have_the_same_bound_over_both_transports() {
        for (Agent agent : List.of(grpc, http)) {
            assertThat(agent.send(addresses(100_000), nodeId)).isInstanceOf(Ok.class);
            assertThat(agent.send(addresses(100_001), nodeId))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.reason()).isEqualTo("report-too-large"));
        }
    }

    @Test
    void cut_and_broken_frames_are_malformed() throws IOException {
        byte[] heartbeat = HeartbeatRequest.newBuilder().setRevision(1).build().toByteArray();
        Map<String, String> key = Map.of("x-node-auth-key", Keys.of(nodeId));
        try (RawHttp2 client = new RawHttp2(gateway.grpcPort())) {
            for (byte[] frame : List.of(
                    RawHttp2.message(0, heartbeat.length + 1, heartbeat),
                    RawHttp2.message(2, heartbeat.length, heartbeat),
                    RawHttp2.message(1, heartbeat.length, heartbeat),
                    new byte[] {0, 0, 0})) {
                int stream = client.call(HEARTBEAT, key);
                client.data(stream, frame, true);
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(client.status(stream))
                                .as(client.messageOf(stream))
                                .isEqualTo(Code.INVALID_ARGUMENT.value()));
            }
        }
    }

    @Test
    void large_metadata_is_refused_with_a_status() throws IOException {
        try (RawHttp2 client = new RawHttp2(gateway.grpcPort())) {
            for (int size : List.of(17_000, 200_000)) {
                int stream =
                        client.call(HEARTBEAT, Map.of("x-node-auth-key", Keys.of(nodeId), "x-large", "x".repeat(size)));
                client.data(stream, RawHttp2.message(0, 0, new byte[0]), true);
                await().atMost(TIMEOUT)
                        .untilAsserted(
                                () -> assertThat(client.status(stream)).isEqualTo(Code.RESOURCE_EXHAUSTED.value()));
                assertThat(client.messageOf(stream)).startsWith("report-too-large");
            }
        }
    }

    @Test
    void a_client_that_resets_many_streams_is_sent_away() throws IOException {
        try (RawHttp2 attacker = new RawHttp2(gateway.grpcPort())) {
            try {
                for (int i = 0; i < 1_000 && !attacker.isGoneAway(); i++) {
                    attacker.reset(attacker.call(HEARTBEAT, Map.of()));
                }
            } catch (UncheckedIOException e) {
                // The gateway closed the connection.
            }
            await().atMost(TIMEOUT).until(() -> attacker.isGoneAway() || attacker.isClosed());
            honestReportsPass();
        }
    }

    @Test
    void the_oldest_silent_connection_makes_room_for_a_new_one() throws IOException {
        List<RawHttp2> silent = new ArrayList<>();
        try (GrpcAgent newcomer = new GrpcAgent(gateway)) {
            for (int i = 0; i < 30; i++) {
                silent.add(new RawHttp2(gateway.grpcPort()));
            }
            await().atMost(TIMEOUT).until(() -> silent.getFirst().isClosed());

            assertThat(newcomer.send(Samples.heartbeat(), nodeId)).isInstanceOf(Ok.class);
            assertThat(silent.stream().filter(connection -> !connection.isClosed()))
                    .hasSizeLessThanOrEqualTo(20);
        } finally {
            silent.forEach(RawHttp2::close);
        }
    }

    @Test
    void a_node_that_does_not_read_its_config_is_cut_off() throws IOException {
        long reader = gateway.newNode();
        int size = 7_000_000;
        gateway.configService()
                .config(
                        reader,
                        GetConfigResponse.newBuilder()
                                .setRevision(1)
                                .setClientMapJson("{\"x\":\"" + "x".repeat(size) + "\"}")
                                .build());
        InFlightBudget answers = gateway.bean("answerBudget", InFlightBudget.class);
        try (Socket overHttp = new Socket();
                RawHttp2 overGrpc = new RawHttp2(gateway.grpcPort())) {
            overHttp.setReceiveBufferSize(4 * 1024);
            overHttp.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.httpPort()));
            overHttp.getOutputStream()
                    .write(("GET /node/config/latest HTTP/1.1\r\nHost: x\r\nx-node-auth-key: " + Keys.of(reader)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(TIMEOUT).until(() -> answers.heldBytes() > size);
            await().atMost(TIMEOUT).until(() -> answers.heldBytes() == 0);
            assertThat(overHttp.getInputStream().readAllBytes()).hasSizeLessThan(size);

            int stream = overGrpc.call(
                    "nodeservice.NodeService/GetLatestConfig", Map.of("x-node-auth-key", Keys.of(reader)));
            overGrpc.data(stream, RawHttp2.message(0, 0, new byte[0]), true);
            await().atMost(TIMEOUT).until(() -> answers.heldBytes() > size);
            await().atMost(TIMEOUT).until(() -> answers.heldBytes() == 0);
            await().atMost(TIMEOUT).until(() -> overGrpc.resetOf(stream) != null);

            int parts =
                    overGrpc.call("nodeservice.NodeService/StreamConfig", Map.of("x-node-auth-key", Keys.of(reader)));
            overGrpc.data(parts, RawHttp2.message(0, 0, new byte[0]), true);
            await().atMost(TIMEOUT).until(() -> answers.heldBytes() > size);
            await().atMost(TIMEOUT).until(() -> answers.heldBytes() == 0);
            await().atMost(TIMEOUT).until(() -> overGrpc.resetOf(parts) != null);
        }
    }

    @Test
    void a_full_answer_budget_is_overload_with_a_retry_delay() {
        InFlightBudget answers = gateway.bean("answerBudget", InFlightBudget.class);
        try (InFlightBudget.Lease others = answers.open()) {
            others.grow(answers.limitBytes());
            for (Agent agent : List.of(grpc, http)) {
                assertThat(agent.latestConfigOutcome(Keys.of(nodeId)))
                        .isInstanceOfSatisfying(Refusal.class, refusal -> {
                            assertThat(refusal.reason()).isEqualTo("overloaded");
                            assertThat(refusal.retryAfterSeconds()).isBetween(1L, 10L);
                        });
            }
        }
    }

    private static ReportOnlineUsersRequest addresses(int count) {
        OnlineUser.Builder user = OnlineUser.newBuilder().setUserId(1).setNodeProtocolId(1);
        OnlineIp seen = OnlineIp.newBuilder().setIp("1.1.1.1").build();
        for (int i = 0; i < count; i++) {
            user.addIps(seen);
        }
        return ReportOnlineUsersRequest.newBuilder().addUsers(user).build();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        }
        return compressed.toByteArray();
    }
}
