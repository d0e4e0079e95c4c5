package io.nodecore.admin.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/** The CSRF token of a request's session. It is derived, so it is never stored. */
final class SessionCsrf implements CsrfTokenRepository {

    static final String HEADER = "X-CSRF-Token";

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final SessionSigning signing;

    SessionCsrf(SessionSigning signing) {
        this.signing = signing;
    }

    /** A sign-in needs none: another site can't send its JSON body, and the browser does not send it the cookie. */
    static boolean isRequired(HttpServletRequest request) {
        return CallerFilter.session(request) != null
                && !SAFE_METHODS.contains(request.getMethod())
                && !SessionHttp.isSignIn(request);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        BrowserSession session =
                Objects.requireNonNull(CallerFilter.session(request), "only sessions have a CSRF token");
        return new DefaultCsrfToken(HEADER, "_csrf", signing.csrfToken(session));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        // Derived again for the next request.
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return CallerFilter.session(request) == null ? null : generateToken(request);
    }
}
