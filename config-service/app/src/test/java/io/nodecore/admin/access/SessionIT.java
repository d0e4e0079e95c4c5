package io.nodecore.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A browser's session: sign in, use, sign out, and every way to be refused. */
class SessionIT {

    private final RunningControl control = RunningControl.get();

    @Test
    void a_browser_signs_in_changes_something_and_signs_out() {
        Answer signIn = signIn(RunningControl.TOKEN);

        assertThat(signIn.status()).isEqualTo(200);
        assertThat(signIn.body().get("name").stringValue()).isEqualTo("admin");
        assertThat(signIn.body().get("scope").stringValue()).isEqualTo("admin");
        assertThat(signIn.body().get("tokenId").longValue()).isZero();
        assertThat(Instant.parse(signIn.body().get("expiresAt").stringValue()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(12)));
        String setCookie = setCookie(signIn);
        assertThat(setCookie)
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("Secure");
        assertThat(setCookie).doesNotContain(RunningControl.TOKEN);

        String cookie = cookie(signIn);
        String csrf = signIn.body().get("csrfToken").stringValue();
        assertThat(control.send("GET", "/admin/nodes", null, "Cookie", cookie).status())
                .isEqualTo(200);
        assertThat(control.send("GET", "/admin/session", null, "Cookie", cookie).body())
                .isEqualTo(signIn.body());
        Answer created =
                control.send("POST", "/admin/users", "{\"name\": \"x\"}", "Cookie", cookie, "X-CSRF-Token", csrf);
        assertThat(created.status()).as("%s", created).isEqualTo(201);

        Answer signOut = control.send("DELETE", "/admin/session", null, "Cookie", cookie, "X-CSRF-Token", csrf);
        assertThat(signOut.status()).isEqualTo(204);
        assertThat(setCookie(signOut)).startsWith("nodecore-session=;").contains("Max-Age=0");
    }

    @Test
    void the_cookie_is_secure_if_the_request_came_by_tls() {
        Answer signIn = control.send(
                "POST",
                "/admin/session",
                "{\"token\": \"" + RunningControl.TOKEN + "\"}",
                "X-Forwarded-Proto",
                "https");

        assertThat(setCookie(signIn)).contains("; Secure");
        assertThat(signIn.headers()).containsKey("strict-transport-security");
    }

    @Test
    void an_unsafe_method_needs_the_csrf_token_of_its_session() {
        Answer one = signIn(RunningControl.TOKEN);
        Answer other = signIn(RunningControl.TOKEN);
        String cookie = cookie(one);

        for (String[] headers : List.of(
                new String[] {"Cookie", cookie},
                new String[] {"Cookie", cookie, "X-CSRF-Token", "wrong"},
                new String[] {
                    "Cookie",
                    cookie,
                    "X-CSRF-Token",
                    other.body().get("csrfToken").stringValue()
                })) {
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                Answer refused = control.send(method, "/admin/users", null, headers);
                assertThat(refused.status()).as("%s", refused).isEqualTo(403);
                assertThat(refused.body().get("reason").stringValue()).isEqualTo("csrf");
                assertThat(refused.headers().get("content-type")).containsExactly("application/problem+json");
            }
        }
    }

    @Test
    void a_bearer_token_needs_no_csrf_token_and_wins_over_a_cookie() {
        String cookie = cookie(signIn(RunningControl.TOKEN));
        String bearer = "Bearer " + RunningControl.TOKEN;

        assertThat(control.send("POST", "/admin/users", "{\"name\": \"x\"}", "Cookie", cookie, "Authorization", bearer)
                        .status())
                .isEqualTo(201);
        assertThat(control.send("GET", "/admin/nodes", null, "Cookie", cookie, "Authorization", "Bearer wrong")
                        .status())
                .isEqualTo(401);
        Answer who = control.get("/admin/session");
        assertThat(who.body().get("name").stringValue()).isEqualTo("admin");
        assertThat(who.body().get("csrfToken").isNull()).isTrue();
        assertThat(who.body().get("expiresAt").isNull()).isTrue();
    }

    @Test
    void a_sign_in_without_a_right_token_is_refused() {
        Answer wrong = signIn("wrong");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body().get("reason").stringValue()).isEqualTo("unauthenticated");
        assertThat(wrong.headers()).doesNotContainKey("set-cookie");

        Answer empty = control.send("POST", "/admin/session", "{}");
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.body().at("/violations/0/field").stringValue()).isEqualTo("token");
        assertThat(control.send(
                                "POST",
                                "/admin/session",
                                "{\"token\": \"" + RunningControl.TOKEN + "\"}",
                                "Content-Type",
                                "text/plain")
                        .status())
                .as("another site could send it")
                .isEqualTo(415);
        assertThat(control.send("GET", "/admin/session", null).status()).isEqualTo(401);
        assertThat(control.send("GET", "/admin/nodes", null, "Cookie", "nodecore-session=0.9999999999.a.b")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void static_paths_are_public_and_nothing_else_is() {
        List<String> served = List.of("/", "/console/app.js");
        for (String path : List.of("/", "/console/app.js", "/assets/a/b.css", "/favicon.ico")) {
            assertThat(control.send("GET", path, null).status()).as(path).isEqualTo(served.contains(path) ? 200 : 404);
            assertThat(control.send("POST", path, "{}").status()).as(path).isEqualTo(401);
        }
        assertThat(control.send("GET", "/v3/api-docs", null).status()).isEqualTo(200);
        for (String path : List.of(
                "/admin",
                "/admin/",
                "/admin/nowhere",
                "/nowhere",
                "/actuator/health",
                "/console/../admin/nodes",
                "/console/%2e%2e/admin/nodes",
                "/console/..;/admin/nodes",
                "/admin/nodes/",
                "/ADMIN/nodes")) {
            assertThat(control.send("GET", path, null).status()).as(path).isIn(400, 401);
        }
    }

    @Test
    void answers_carry_security_headers() {
        for (Answer answer : List.of(control.get("/admin/nodes"), control.send("GET", "/admin/nodes", null))) {
            assertThat(answer.headers())
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("x-frame-options", List.of("DENY"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsEntry("content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'"));
            assertThat(answer.headers()
                            .getOrDefault("cache-control", List.of(""))
                            .getFirst())
                    .contains("no-store");
        }
    }

    private Answer signIn(String token) {
        return control.send("POST", "/admin/session", "{\"token\": \"" + token + "\"}");
    }

    private static String setCookie(Answer answer) {
        return answer.headers().getOrDefault("set-cookie", List.of("")).getFirst();
    }

    private static String cookie(Answer answer) {
        String setCookie = setCookie(answer);
        return setCookie.substring(0, setCookie.indexOf(';'));
    }
}
