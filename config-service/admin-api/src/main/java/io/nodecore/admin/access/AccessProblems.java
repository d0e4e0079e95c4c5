package io.nodecore.admin.access;

import io.nodecore.admin.Problem;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests that do not reach a route with problem documents. */
final class AccessProblems {

    private static final Logger log = LoggerFactory.getLogger(AccessProblems.class);
    private static final String RETRY_SECONDS = "2";

    private final WrongTokens wrongTokens;
    private final JsonMapper json;

    AccessProblems(WrongTokens wrongTokens, JsonMapper json) {
        this.wrongTokens = wrongTokens;
        this.json = json;
    }

    /** No caller: nothing was sent, or it is not valid. Only a token that was sent counts as an attempt. */
    void unauthenticated(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
            throws IOException {
        if (CallerFilter.hasToken(request)) {
            try {
                wrongTokens.attempt(request.getRemoteAddr(), Optional::empty);
            } catch (FailureException slowed) {
                answer(response, slowed.failure());
                return;
            }
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        answer(response, new Failure.Unauthenticated());
    }

    void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        if (cause instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof RouteScopes.Verdict(var _, var needed)) {
            answer(response, new Failure.ScopeTooSmall(needed.word()));
        } else {
            answer(response, new Failure.CsrfTokenMissing());
        }
    }

    /** A request whose path could mean another path to another part. */
    void rejected(HttpServletRequest request, HttpServletResponse response, RequestRejectedException cause)
            throws IOException {
        answer(response, new Failure.Invalid(List.of(new Violation("", "the path or a header is not normal"))));
    }

    /** Postgres did not answer whether a named token is valid. */
    void unavailable(HttpServletResponse response, DataAccessException cause) throws IOException {
        log.warn("a token could not be looked up: {}", cause.getMessage());
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        answer(response, new Failure.Unavailable("control"));
    }

    private void answer(HttpServletResponse response, Failure failure) throws IOException {
        Problem problem = Problem.of(failure);
        response.setStatus(problem.status());
        if (failure instanceof Failure.TooManyAttempts(var retryAfter)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds() + 1));
        }
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
