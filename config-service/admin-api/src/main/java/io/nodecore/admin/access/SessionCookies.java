package io.nodecore.admin.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The cookie of a session. It contains no secret that works without the server's key, and any replica accepts it. */
final class SessionCookies {

    static final String NAME = "nodecore-session";

    /** A valid session and its token. */
    record SignedIn(BrowserSession session, KnownToken token) {}

    private final AccessTokens tokens;
    private final SessionSigning signing;
    private final Duration lifetime;
    private final InstantSource clock;

    SessionCookies(AccessTokens tokens, SessionSigning signing, Duration lifetime, InstantSource clock) {
        this.tokens = tokens;
        this.signing = signing;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    BrowserSession begin(KnownToken token) {
        Instant end = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        return new BrowserSession(token.caller().tokenId(), end, signing.newSessionId());
    }

    /** Empty if the request has no cookie, or if its session has expired, its token was revoked, or its signature is wrong. */
    Optional<SignedIn> of(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, NAME);
        if (cookie == null) {
            return Optional.empty();
        }
        return signing.read(cookie.getValue())
                .filter(signed -> clock.instant().isBefore(signed.session().expiresAt()))
                .flatMap(signed -> tokens.find(signed.session().tokenId())
                        .filter(token -> signing.isSignedFor(token, signed))
                        .map(token -> new SignedIn(signed.session(), token)));
    }

    /** @param secure whether the request came by TLS */
    ResponseCookie cookie(BrowserSession session, KnownToken token, boolean secure) {
        Duration rest = Duration.between(clock.instant(), session.expiresAt());
        return cookie(signing.sign(session, token), rest, secure);
    }

    /** Removes the cookie from the browser. */
    ResponseCookie ended(boolean secure) {
        return cookie("", Duration.ZERO, secure);
    }

    private static ResponseCookie cookie(String value, Duration maxAge, boolean secure) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .path("/")
                .maxAge(maxAge)
                .build();
    }
}
