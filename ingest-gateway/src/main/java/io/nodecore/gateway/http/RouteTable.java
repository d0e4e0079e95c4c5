package io.nodecore.gateway.http;

import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Every path with its one method. A path that is not listed is an unknown route, another method is refused, HEAD is handled like GET and
 * OPTIONS lists the methods. Every failure of a route becomes a problem document.
 */
final class RouteTable {

    private static final Logger log = LoggerFactory.getLogger(RouteTable.class);

    private record Route(HttpMethod method, HandlerFunction<ServerResponse> answering) {

        boolean answers(HttpMethod asked) {
            return asked.equals(method) || (asked.equals(HttpMethod.HEAD) && method.equals(HttpMethod.GET));
        }

        String allowed() {
            return method.equals(HttpMethod.GET) ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
        }
    }

    private final Map<String, Route> routes = new LinkedHashMap<>();

    RouteTable add(HttpMethod method, String path, HandlerFunction<ServerResponse> answering) {
        routes.put(path, new Route(method, answering));
        return this;
    }

    RouterFunction<ServerResponse> build() {
        return RouterFunctions.route(
                RequestPredicates.all(),
                request -> Mono.defer(() -> answer(request))
                        .onErrorResume(failure -> refuse(request, Refused.failureOf(failure))));
    }

    private Mono<ServerResponse> answer(ServerRequest request) {
        Route route = routes.get(request.path());
        if (route == null) {
            throw new Refused(new Failure.UnknownRoute(printable(request.path())));
        }
        if (route.answers(request.method())) {
            return route.answering().handle(request);
        }
        if (request.method().equals(HttpMethod.OPTIONS)) {
            return ServerResponse.status(HttpStatus.NO_CONTENT)
                    .header("Allow", route.allowed())
                    .build();
        }
        throw new Refused(new Failure.MethodNotAllowed(route.allowed()));
    }

    private static Mono<ServerResponse> refuse(ServerRequest request, Failure failure) {
        if (failure instanceof Failure.Defect(Throwable cause)) {
            log.error("{} {} could not be handled", request.method(), printable(request.path()), cause);
        }
        return RequestBody.drain(request).then(Answers.problem(failure));
    }

    private static String printable(String path) {
        return path.chars()
                .limit(200)
                .mapToObj(c -> c > ' ' && c <= '~' ? Character.toString(c) : "?")
                .collect(Collectors.joining());
    }
}
