package io.nodecore.admin.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the caller of a request: by its bearer token or, if it has no such header, by its session cookie. A request without a valid one
 * continues without a caller; the scope of its route decides.
 */
final class CallerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "bearer ";
    private static final String SESSION = BrowserSession.class.getName();

    private final AccessTokens tokens;
    private final SessionCookies cookies;
    private final AccessProblems problems;

    CallerFilter(AccessTokens tokens, SessionCookies cookies, AccessProblems problems) {
        this.tokens = tokens;
        this.cookies = cookies;
        this.problems = problems;
    }

    /** Of the request's cookie; null if the caller sent a bearer token or none is signed in. */
    static @Nullable BrowserSession session(HttpServletRequest request) {
        return (BrowserSession) request.getAttribute(SESSION);
    }

    static boolean hasToken(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = caller(request);
        } catch (DataAccessException e) {
            problems.unavailable(response, e);
            return;
        }
        caller.ifPresent(CallerFilter::enter);
        chain.doFilter(request, response);
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? tokens.find(header.substring(SCHEME.length()).strip()).map(KnownToken::caller)
                    : Optional.empty();
        }
        return cookies.of(request).map(signedIn -> {
            request.setAttribute(SESSION, signedIn.session());
            return signedIn.token().caller();
        });
    }

    private static void enter(Caller caller) {
        var authorities = Arrays.stream(TokenScope.values())
                .filter(caller.scope()::includes)
                .map(scope -> new SimpleGrantedAuthority(scope.name()))
                .toList();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(caller, "", authorities));
        SecurityContextHolder.setContext(context);
    }
}
