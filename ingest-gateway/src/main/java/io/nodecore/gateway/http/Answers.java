package io.nodecore.gateway.http;

import io.nodecore.gateway.config.HandedOut;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.FailureProblem;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Converts outcomes to JSON. */
final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PART_BYTES = 64 * 1024;
    private static final Mono<ServerResponse> OK = json(HttpStatus.OK, "{\"ok\":true}");

    private Answers() {}

    static Mono<ServerResponse> ok() {
        return OK;
    }

    static Mono<ServerResponse> heartbeat(boolean needSync) {
        return json(HttpStatus.OK, "{\"ok\":true,\"needSync\":" + needSync + "}");
    }

    static Mono<ServerResponse> registered(String authKey, long nodeId) {
        return json(HttpStatus.CREATED, JSON.writeValueAsString(Map.of("authKey", authKey, "nodeId", nodeId)));
    }

    /** The parts are JSON already. The config stays in memory until its reader has it or exceeds the timeout. */
    static Mono<ServerResponse> config(HandedOut handedOut, String etag, Duration atMost) {
        byte[] body = handedOut.config().json();
        return ServerResponse.ok()
                .eTag(etag)
                .contentType(MediaType.APPLICATION_JSON)
                .contentLength(body.length)
                .body((response, _) -> response.writeWith(parts(body, response.bufferFactory()))
                        .timeout(atMost, Mono.fromRunnable(() -> cutOff(response)))
                        .doFinally(_ -> handedOut.close()));
    }

    /** In parts because Reactor Netty calls a body of one part sent as soon as it is queued, before the reader has any of it. */
    private static Flux<DataBuffer> parts(byte[] body, DataBufferFactory buffers) {
        int count = Math.ceilDiv(body.length, PART_BYTES);
        return Flux.range(0, count)
                .map(part -> buffers.wrap(ByteBuffer.wrap(
                        body, part * PART_BYTES, Math.min(PART_BYTES, body.length - part * PART_BYTES))));
    }

    /** Closes the connection at once: a regular end would wait in memory for the reader. */
    private static void cutOff(ServerHttpResponse response) {
        HttpServerResponse connected = ServerHttpResponseDecorator.getNativeResponse(response);
        log.info("a node did not read its config in time");
        connected.withConnection(connection -> connection.channel().close());
    }

    static Mono<ServerResponse> notModified(String etag) {
        return ServerResponse.status(HttpStatus.NOT_MODIFIED).eTag(etag).build();
    }

    static Mono<ServerResponse> problem(Failure failure) {
        FailureProblem problem = FailureProblem.of(failure);
        ServerResponse.BodyBuilder response =
                ServerResponse.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        problem.headers().forEach(response::header);
        return response.bodyValue(JSON.writeValueAsBytes(problem.document()));
    }

    private static Mono<ServerResponse> json(HttpStatus status, String body) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body);
    }
}
