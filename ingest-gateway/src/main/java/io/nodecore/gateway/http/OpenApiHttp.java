package io.nodecore.gateway.http;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The OpenAPI description of the HTTP routes. It is written by hand; a test compares it with the routes. */
final class OpenApiHttp {

    static final ClassPathResource DOCUMENT = new ClassPathResource("ingest-gateway/openapi.json");

    private OpenApiHttp() {}

    static Mono<ServerResponse> document(ServerRequest request) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(DOCUMENT);
    }
}
