package io.nodecore.admin;

import io.nodecore.admin.failure.Failure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Refuses requests without the token. Every path needs it except those listed here, so a new route is always protected. */
final class AdminToken extends OncePerRequestFilter {

    private static final Set<String> PUBLIC = Set.of("/", "/v3/api-docs", "/v3/api-docs.yaml", "/favicon.ico");

    /** The files of the console. They hold no data: what they show comes from the protected routes. */
    private static final Pattern CONSOLE = Pattern.compile("/console/[A-Za-z0-9_-][A-Za-z0-9_./-]*");

    private static final String SCHEME = "bearer ";

    private final byte[] expected;
    private final JsonMapper json;

    AdminToken(AdminSettings settings, JsonMapper json) {
        this.expected = Sha256.of(settings.token()).bytes();
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isPublic(request.getRequestURI()) || isAdmin(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            chain.doFilter(request, response);
            return;
        }
        Problem problem = Problem.of(new Failure.Unauthenticated());
        response.setStatus(problem.status());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private static boolean isPublic(String path) {
        return PUBLIC.contains(path) || (CONSOLE.matcher(path).matches() && !path.contains(".."));
    }

    /** Compares digests in constant time, so the duration reveals nothing about the token, not even its length. */
    private boolean isAdmin(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String token = header.substring(SCHEME.length()).strip();
        return MessageDigest.isEqual(Sha256.of(token).bytes(), expected);
    }
}
