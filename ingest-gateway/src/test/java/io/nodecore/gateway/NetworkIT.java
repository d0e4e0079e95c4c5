package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.nodecore.gateway.kit.FakeConfigService;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.Outcome.Refusal;
import io.nodecore.gateway.kit.RawHttp2;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.proto.NodeServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proxies before the gateway, and the addresses that it listens on. */
class NetworkIT {

    private static final String REGISTRATION = """
            {"code":"%s","name":"n","ip":"203.0.113.7","port":443,"region":"eu"}""";

    @Test
    void forwarding_headers_of_anybody_are_not_believed() {
        try (RunningGateway gateway = RunningGateway.start(
                        "--nodecore.gateway.auth.registration-burst=2",
                        "--nodecore.gateway.auth.registrations-per-second=0.01",
                        "--KUBERNETES_SERVICE_HOST=x",
                        "--KUBERNETES_SERVICE_PORT=1");
                HttpAgent agent = new HttpAgent(gateway)) {
            assertThat(register(agent, "wrong", "198.51.100.1")).isEqualTo(403);
            assertThat(register(agent, "wrong", "198.51.100.2")).isEqualTo(403);
            assertThat(register(agent, "wrong", "198.51.100.3")).isEqualTo(429);
        }
    }

    @Test
    void a_trusted_proxy_names_the_client_over_both_transports() {
        try (RunningGateway gateway = RunningGateway.start(
                        "--TRUSTED_PROXIES=127.0.0.0/8, ::1",
                        "--nodecore.gateway.auth.failure-burst=1",
                        "--nodecore.gateway.auth.failures-per-second=0.01",
                        "--nodecore.gateway.auth.registration-burst=1",
                        "--nodecore.gateway.auth.registrations-per-second=0.01");
                HttpAgent http = new HttpAgent(gateway);
                GrpcAgent grpc = new GrpcAgent(gateway)) {
            assertThat(register(http, "wrong", "198.51.100.1")).isEqualTo(403);
            assertThat(register(http, "wrong", "198.51.100.1")).isEqualTo(429);
            assertThat(register(http, FakeConfigService.GOOD_CODE, "198.51.100.2"))
                    .isEqualTo(201);

            assertThat(wrongKey(grpc, "198.51.100.1")).isEqualTo(Code.UNAUTHENTICATED);
            assertThat(wrongKey(grpc, "198.51.100.1")).isEqualTo(Code.RESOURCE_EXHAUSTED);
            assertThat(wrongKey(grpc, "198.51.100.2")).isEqualTo(Code.UNAUTHENTICATED);
        }
    }

    private static int register(HttpAgent agent, String code, String forwardedFor) {
        return agent.exchange(agent.request("/node/register")
                        .header("content-type", "application/json")
                        .header("x-forwarded-for", forwardedFor)
                        .POST(BodyPublishers.ofString(REGISTRATION.formatted(code))))
                .statusCode();
    }

    private static Code wrongKey(GrpcAgent agent, String forwardedFor) {
        Metadata metadata = new Metadata();
        metadata.put(GrpcAgent.AUTH_KEY, "wrong");
        metadata.put(Metadata.Key.of("x-forwarded-for", Metadata.ASCII_STRING_MARSHALLER), forwardedFor);
        try {
            var _ = NodeServiceGrpc.newBlockingStub(agent.channel())
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                    .heartbeat(Samples.heartbeat());
            return Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    @Test
    void the_proxy_protocol_names_the_client_on_both_ports() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(
                "--PROXY_PROTOCOL=true",
                "--nodecore.gateway.auth.registration-burst=1",
                "--nodecore.gateway.auth.registrations-per-second=0.01")) {
            long nodeId = gateway.newNode();
            String heartbeat = "POST /node/heartbeat HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nx-node-auth-key: " + Keys.of(nodeId)
                    + "\r\nContent-Length: 2\r\n\r\n{}";
            String body = REGISTRATION.formatted("wrong");
            String registration = "POST /node/register HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;

            assertThat(exchange(gateway.httpPort(), proxied("198.51.100.1") + heartbeat))
                    .startsWith("HTTP/1.1 200");
            assertThat(exchange(gateway.httpPort(), proxied("198.51.100.1") + registration))
                    .startsWith("HTTP/1.1 403");
            assertThat(exchange(gateway.httpPort(), proxied("198.51.100.1") + registration))
                    .startsWith("HTTP/1.1 429");
            assertThat(exchange(gateway.httpPort(), proxied("198.51.100.2") + registration))
                    .startsWith("HTTP/1.1 403");
            assertThat(exchange(gateway.httpPort(), heartbeat)).as("no header").isEmpty();

            try (RawHttp2 client = new RawHttp2(gateway.grpcPort(), proxied("198.51.100.1"))) {
                int stream =
                        client.call("nodeservice.NodeService/Heartbeat", Map.of("x-node-auth-key", Keys.of(nodeId)));
                client.data(stream, RawHttp2.message(0, 0, new byte[0]), true);
                await().untilAsserted(() -> assertThat(client.status(stream)).isZero());
            }
            try (RawHttp2 client = new RawHttp2(gateway.grpcPort())) {
                await().until(client::isClosed);
            }
        }
    }

    private static String proxied(String client) {
        return "PROXY TCP4 " + client + " 192.0.2.1 51000 3000\r\n";
    }

    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "";
        }
    }

    @Test
    void the_ports_listen_on_one_address_if_told() {
        try (RunningGateway gateway =
                        RunningGateway.start("--BIND_ADDRESS=127.0.0.2", "--ADMIN_BIND_ADDRESS=127.0.0.1");
                GrpcAgent unreachable = new GrpcAgent(gateway)) {
            await().untilAsserted(() -> {
                try (Socket socket = new Socket("127.0.0.2", gateway.httpPort())) {
                    assertThat(socket.isConnected()).isTrue();
                }
                try (Socket socket = new Socket("127.0.0.2", gateway.grpcPort())) {
                    assertThat(socket.isConnected()).isTrue();
                }
            });
            assertThat(unreachable.send(Samples.heartbeat(), "any", null))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(Code.UNAVAILABLE.value()));
        }
    }
}
