package io.nodecore.gateway.http;

import io.nodecore.gateway.config.HandedOut;
import io.nodecore.gateway.config.NodeConfig;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.FailureProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Converts outcomes to JSON. */
final class Answers {

    private static final JsonMapper JSON = JsonMapper.builder().build();
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
        NodeConfig config = handedOut.config();
        return ServerResponse.ok()
                .eTag(etag)
                .contentType(MediaType.APPLICATION_JSON)
                .body((response, _) -> Mono.defer(() -> response.writeWith(Mono.just(response.bufferFactory()
                                .wrap(("{\"revision\":" + config.revision() + ",\"clientMap\":"
                                                + config.clientMapJson() + ",\"mtprotoClientMap\":"
                                                + config.mtprotoClientMapJson() + ",\"services\":"
                                                + config.servicesJson() + "}")
                                        .getBytes(StandardCharsets.UTF_8)))))
                        .timeout(atMost)
                        .doFinally(_ -> handedOut.close()));
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
