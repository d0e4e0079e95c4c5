package io.nodecore.admin.access;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * The scope that each route needs. A route that is not listed needs {@link TokenScope#READ} if it only reads, otherwise {@link TokenScope#ADMIN};
 * so a new route is always protected.
 */
final class RouteScopes implements AuthorizationManager<RequestAuthorizationContext> {

    /** Static files and descriptions of the interface. */
    private static final List<PathPatternRequestMatcher> PUBLIC = Stream.concat(
                    Stream.of(
                                    "/",
                                    "/index.html",
                                    "/favicon.ico",
                                    "/favicon.svg",
                                    "/console/**",
                                    "/assets/**",
                                    "/webjars/**",
                                    "/docs",
                                    "/docs/**",
                                    "/v3/api-docs",
                                    "/v3/api-docs.yaml",
                                    "/v3/api-docs/**")
                            .flatMap(path -> reads(path)),
                    Stream.of(route(POST, SessionHttp.PATH)))
            .toList();

    private static final List<PathPatternRequestMatcher> READ = List.of(route(DELETE, SessionHttp.PATH));

    private static final List<PathPatternRequestMatcher> OPERATE = Stream.concat(
                    // Their answers can contain credentials of users, or private keys of templates.
                    Stream.of(
                                    "/admin/subscriptions/{id}/links",
                                    "/admin/nodes/{id}/services",
                                    "/admin/nodes/{id}/config",
                                    "/admin/nodes/{id}/config/diff",
                                    "/admin/dead-letters/{id}")
                            .flatMap(path -> reads(path)),
                    Stream.of(
                            route(POST, "/admin/replays/**"),
                            route(POST, "/admin/dead-letters/**"),
                            route(POST, "/admin/usage/corrections/**"),
                            route(POST, "/admin/registration-codes"),
                            route(DELETE, "/admin/registration-codes/{id}"),
                            route(PATCH, "/admin/nodes/{id}"),
                            route(PATCH, "/admin/nodes/{id}/protocols/{protocolId}"),
                            route(POST, "/admin/nodes/{id}/rotate-key"),
                            route(POST, "/admin/nodes/{id}/revoke-key"),
                            route(POST, "/admin/nodes/{id}/config/restore")))
            .toList();

    private static final List<PathPatternRequestMatcher> ADMIN =
            reads("/admin/tokens/**").toList();

    /** @param needed the smallest scope that is allowed */
    record Verdict(boolean isGranted, TokenScope needed) implements AuthorizationResult {}

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        if (matches(PUBLIC, request)) {
            return new Verdict(true, TokenScope.READ);
        }
        TokenScope needed = needed(request);
        Authentication known = authentication.get();
        return new Verdict(
                known != null
                        && known.getPrincipal() instanceof Caller caller
                        && caller.scope().includes(needed),
                needed);
    }

    private static TokenScope needed(HttpServletRequest request) {
        if (matches(ADMIN, request)) {
            return TokenScope.ADMIN;
        }
        if (matches(OPERATE, request)) {
            return TokenScope.OPERATE;
        }
        boolean onlyReads = GET.matches(request.getMethod()) || HEAD.matches(request.getMethod());
        return onlyReads || matches(READ, request) ? TokenScope.READ : TokenScope.ADMIN;
    }

    private static boolean matches(List<PathPatternRequestMatcher> routes, HttpServletRequest request) {
        return routes.stream().anyMatch(route -> route.matches(request));
    }

    private static Stream<PathPatternRequestMatcher> reads(String path) {
        return Stream.of(route(GET, path), route(HEAD, path));
    }

    private static PathPatternRequestMatcher route(HttpMethod method, String path) {
        return PathPatternRequestMatcher.pathPattern(method, path);
    }
}
