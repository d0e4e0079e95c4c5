package io.nodecore.admin.access;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The routes of a browser's session. */
@RestController
final class SessionHttp {

    static final String PATH = "/admin/session";

    /** @param token as in the header Authorization, without the word Bearer */
    record SignIn(@Nullable String token) {}

    /**
     * Who sends the request.
     *
     * @param tokenId 0 for {@code ADMIN_TOKEN}
     * @param csrfToken for the header X-CSRF-Token of unsafe methods; null with a bearer token, which needs none
     * @param expiresAt end of the session; null with a bearer token
     */
    record SessionResource(
            String name,
            String scope,
            long tokenId,
            @Nullable String csrfToken,
            @Nullable Instant expiresAt) {}

    private final AccessTokens tokens;
    private final WrongTokens wrongTokens;
    private final SessionCookies cookies;
    private final SessionSigning signing;

    SessionHttp(AccessTokens tokens, WrongTokens wrongTokens, SessionCookies cookies, SessionSigning signing) {
        this.tokens = tokens;
        this.wrongTokens = wrongTokens;
        this.cookies = cookies;
        this.signing = signing;
    }

    static boolean isSignIn(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod()) && PATH.equals(request.getRequestURI());
    }

    @Operation(
            summary = "Sign in",
            description = "Sets the session cookie. Too many wrong tokens of an address are refused with 429 until"
                    + " the time in Retry-After.")
    @SecurityRequirements
    @PostMapping(PATH)
    ResponseEntity<SessionResource> signIn(@RequestBody SignIn body, HttpServletRequest request) {
        if (body.token() == null) {
            throw new FailureException(new Failure.Invalid(List.of(new Violation("token", "is required"))));
        }
        String text = body.token().strip();
        KnownToken token = wrongTokens
                .attempt(request.getRemoteAddr(), () -> tokens.find(text))
                .orElseThrow(() -> new FailureException(new Failure.Unauthenticated()));
        BrowserSession session = cookies.begin(token);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.cookie(session, token, request.isSecure()).toString())
                .body(resource(token.caller(), session));
    }

    @Operation(summary = "Who sends this request, and the CSRF token of its session")
    @GetMapping(PATH)
    SessionResource get(HttpServletRequest request) {
        Caller caller = Caller.current();
        if (caller == null) {
            throw new FailureException(new Failure.Unauthenticated());
        }
        return resource(caller, CallerFilter.session(request));
    }

    @Operation(
            summary = "Sign out",
            description = "Removes the cookie from the browser. A copy of the cookie ends with the session's lifetime"
                    + " or with its token.")
    @DeleteMapping(PATH)
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookies.ended(request.isSecure()).toString())
                .build();
    }

    private SessionResource resource(Caller caller, @Nullable BrowserSession session) {
        return new SessionResource(
                caller.name(),
                caller.scope().word(),
                caller.tokenId(),
                session == null ? null : signing.csrfToken(session),
                session == null ? null : session.expiresAt());
    }
}
