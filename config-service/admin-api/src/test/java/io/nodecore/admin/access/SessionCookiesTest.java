package io.nodecore.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.access.SessionCookies.SignedIn;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class SessionCookiesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final NamedTokens NO_NAMED = new NamedTokens() {
        @Override
        public Optional<KnownToken> known(Sha256 hash) {
            return Optional.empty();
        }

        @Override
        public Optional<KnownToken> known(long id) {
            return Optional.empty();
        }
    };

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Core core = new Core("token-1");

    private final class Core {
        final AdminSettings settings;
        final AccessTokens tokens;
        final SessionSigning signing;
        final SessionCookies cookies;

        Core(String adminToken) {
            settings = new AdminSettings(adminToken);
            tokens = new AccessTokens(settings, NO_NAMED);
            signing = new SessionSigning(settings);
            cookies = new SessionCookies(tokens, signing, Duration.ofHours(1), now::get);
        }

        String signIn() {
            KnownToken token = tokens.find(settings.token()).orElseThrow();
            return cookies.cookie(cookies.begin(token), token, true).getValue();
        }

        Optional<SignedIn> read(String value) {
            var request = new MockHttpServletRequest();
            request.setCookies(new Cookie(SessionCookies.NAME, value));
            return cookies.of(request);
        }
    }

    @Test
    void a_session_is_accepted_by_every_replica_until_it_expires() {
        String value = core.signIn();
        Core replica = new Core("token-1");

        SignedIn signedIn = replica.read(value).orElseThrow();
        assertThat(signedIn.session().expiresAt()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(replica.signing.csrfToken(signedIn.session())).isEqualTo(core.signing.csrfToken(signedIn.session()));

        now.set(START.plus(Duration.ofHours(1)));
        assertThat(replica.read(value)).isEmpty();
    }

    @Test
    void another_admin_token_ends_all_sessions() {
        String value = core.signIn();

        assertThat(new Core("token-2").read(value)).isEmpty();
    }

    @Test
    void no_character_of_a_session_can_be_changed() {
        String value = core.signIn();

        for (int i = 0; i < value.length(); i++) {
            char other = value.charAt(i) == '1' ? '2' : '1';
            String changed = value.substring(0, i) + other + value.substring(i + 1);
            // The last character of base64 has bits that carry nothing; the text is compared, so these are noticed as
            // well.
            assertThat(core.read(changed)).as(changed).isEmpty();
        }
        for (String malformed : new String[] {"", "...", "0.1.a", "x.1.a.b", "0.99999999999999999999.a.b", "é.é.é.é"}) {
            assertThat(core.read(malformed)).as(malformed).isEmpty();
        }
    }

    @Test
    void two_sessions_have_different_csrf_tokens() {
        SignedIn one = core.read(core.signIn()).orElseThrow();
        SignedIn other = core.read(core.signIn()).orElseThrow();

        assertThat(core.signing.csrfToken(one.session())).isNotEqualTo(core.signing.csrfToken(other.session()));
    }
}
