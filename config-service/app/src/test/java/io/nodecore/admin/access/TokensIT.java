package io.nodecore.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.admin.Sha256;
import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Named tokens: their life, and what each scope may do. */
class TokensIT {

    private static final String NO_SUCH_ID = "999999999";

    /** Every operation that {@code read} may not send and {@code operate} may; docs/security.md has the same. */
    private static final Set<String> OPERATE = Set.of(
            "GET /admin/subscriptions/{subscriptionId}/links",
            "GET /admin/nodes/{id}/config",
            "GET /admin/nodes/{id}/config/diff",
            "GET /admin/dead-letters/{id}",
            "POST /admin/replays",
            "POST /admin/replays/{id}/{action}",
            "POST /admin/dead-letters/redrive",
            "POST /admin/dead-letters/{id}/redrive",
            "POST /admin/usage/corrections",
            "POST /admin/usage/corrections/{id}/revert",
            "POST /admin/registration-codes",
            "DELETE /admin/registration-codes/{id}",
            "GET /admin/nodes/{id}/services",
            "PATCH /admin/nodes/{id}",
            "PATCH /admin/nodes/{id}/protocols/{protocolId}",
            "POST /admin/nodes/{id}/rotate-key",
            "POST /admin/nodes/{id}/revoke-key",
            "POST /admin/nodes/{id}/config/restore");

    private static final Set<String> PUBLIC = Set.of("POST /admin/session");
    /** Their answers do not end. */
    private static final Set<String> STREAMS = Set.of("GET /admin/stream");

    private static final Set<String> UNSAFE_AND_READ = Set.of("DELETE /admin/session");
    private static final Set<String> SAFE_AND_ADMIN = Set.of("GET /admin/tokens");

    private final RunningControl control = RunningControl.get();

    private record Operation(String method, String path) {
        String name() {
            return method + " " + path;
        }

        TokenScope needed() {
            if (OPERATE.contains(name())) {
                return TokenScope.OPERATE;
            }
            if (SAFE_AND_ADMIN.contains(name())) {
                return TokenScope.ADMIN;
            }
            return method.equals("GET") || UNSAFE_AND_READ.contains(name()) ? TokenScope.READ : TokenScope.ADMIN;
        }
    }

    @Test
    void a_token_is_shown_once_works_and_is_revoked_at_once() {
        String name = control.newName("token");
        JsonNode token = create(name, "read");
        String text = token.get("token").stringValue();

        assertThat(text).startsWith("nct_").hasSize("nct_".length() + 43);
        assertThat(listed(name)).hasValueSatisfying(item -> {
            assertThat(item.get("id")).isEqualTo(token.get("id"));
            assertThat(item.get("scope").stringValue()).isEqualTo("read");
            assertThat(item.get("createdAt")).isEqualTo(token.get("createdAt"));
            assertThat(item.has("token")).isFalse();
        });
        Answer who = send("GET", "/admin/session", text);
        assertThat(who.body().get("name").stringValue()).isEqualTo(name);
        assertThat(who.body().get("scope").stringValue()).isEqualTo("read");
        assertThat(who.body().get("tokenId")).isEqualTo(token.get("id"));
        assertThat(send("GET", "/admin/nodes", text.substring(0, text.length() - 1) + "!")
                        .status())
                .isEqualTo(401);

        Answer signIn = control.send("POST", "/admin/session", "{\"token\": \"" + text + "\"}");
        String cookie = signIn.headers()
                .getOrDefault("set-cookie", List.of(""))
                .getFirst()
                .split(";", 2)[0];
        assertThat(control.send("GET", "/admin/nodes", null, "Cookie", cookie).status())
                .isEqualTo(200);

        assertThat(control.admin("DELETE", "/admin/tokens/" + token.get("id"), null)
                        .status())
                .isEqualTo(204);
        assertThat(send("GET", "/admin/nodes", text).status()).isEqualTo(401);
        assertThat(control.send("GET", "/admin/nodes", null, "Cookie", cookie).status())
                .as("its session")
                .isEqualTo(401);
        assertThat(listed(name)).isEmpty();
        assertThat(control.admin("DELETE", "/admin/tokens/" + token.get("id"), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void only_the_hash_of_a_token_is_stored_and_published() {
        JsonNode token = create(control.newName("token"), "operate");
        String text = token.get("token").stringValue();
        String hash = Sha256.of(text).hex();

        assertThat(control.jdbc()
                        .sql("select row_to_json(t)::text from admin_tokens t")
                        .query(String.class)
                        .list())
                .anySatisfy(row -> assertThat(row).contains(hash))
                .noneSatisfy(row -> assertThat(row).contains(text));
        assertThat(control.records(Topics.CONTROL_TOKENS, hash)).hasSize(1);
        assertThat(control.records(Topics.CONTROL_TOKENS))
                .noneSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                        .contains(text));

        control.expect(204, "DELETE", "/admin/tokens/" + token.get("id"), null);
        assertThat(control.records(Topics.CONTROL_TOKENS, hash))
                .last()
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    @Test
    void a_bad_token_wish_is_refused() {
        String taken = control.newName("token");
        create(taken, "read");

        for (String body : List.of(
                "{}",
                "{\"name\": \"a\"}",
                "{\"name\": \"a\", \"scope\": \"root\"}",
                "{\"name\": \"a\", \"scope\": \"READ\"}",
                "{\"name\": \" \", \"scope\": \"read\"}",
                "{\"name\": \"admin\", \"scope\": \"read\"}",
                "{\"name\": \"a\\nb\", \"scope\": \"read\"}",
                "{\"name\": \"" + "x".repeat(65) + "\", \"scope\": \"read\"}",
                "{\"name\": \"" + taken + "\", \"scope\": \"read\"}")) {
            Answer refused = control.admin("POST", "/admin/tokens", body);
            assertThat(refused.status()).as("%s %s", body, refused).isEqualTo(400);
            assertThat(refused.body().get("reason").stringValue()).isEqualTo("invalid-request");
        }
        assertThat(control.admin("DELETE", "/admin/tokens/0", null).status()).isEqualTo(400);
        assertThat(control.admin("DELETE", "/admin/tokens/1", null).status()).isEqualTo(404);
    }

    @Test
    void the_list_begins_with_the_admin_token_and_pages() {
        create(control.newName("token"), "read");
        create(control.newName("token"), "read");
        JsonNode first = control.get("/admin/tokens?limit=1").body();

        assertThat(first.at("/tokens/0/id").longValue()).isZero();
        assertThat(first.at("/tokens/0/name").stringValue()).isEqualTo("admin");
        assertThat(first.at("/tokens/0/createdAt").isNull()).isTrue();
        List<String> paged = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = control.get("/admin/tokens?limit=1" + cursor).body();
            page.get("tokens").forEach(token -> paged.add(token.get("id").toString()));
            if (page.get("next").isNull()) {
                break;
            }
            cursor = "&cursor=" + page.get("next").stringValue();
        }
        List<String> whole = new ArrayList<>();
        control.get("/admin/tokens?limit=500")
                .body()
                .get("tokens")
                .forEach(token -> whole.add(token.get("id").toString()));
        assertThat(paged).isEqualTo(whole).doesNotHaveDuplicates();
    }

    @Test
    void every_documented_operation_needs_the_scope_of_the_table() {
        String read = create(control.newName("token"), "read").get("token").stringValue();
        String operate =
                create(control.newName("token"), "operate").get("token").stringValue();
        List<Operation> operations = operations();

        assertThat(operations).hasSizeGreaterThan(50);
        assertThat(operations).extracting(Operation::name).containsAll(OPERATE).containsAll(PUBLIC);
        for (Operation operation : operations) {
            if (PUBLIC.contains(operation.name())) {
                continue;
            }
            assertThat(control.send(operation.method(), path(operation), null).status())
                    .as("%s without a token", operation.name())
                    .isEqualTo(401);
            if (STREAMS.contains(operation.name())) {
                continue;
            }
            assertScope(operation, TokenScope.READ, unreadable(operation, read));
            assertScope(operation, TokenScope.OPERATE, unreadable(operation, operate));
        }
    }

    private static void assertScope(Operation operation, TokenScope scope, Answer answer) {
        boolean isRefused = answer.status() == 403;
        assertThat(isRefused)
                .as("%s with scope %s: %s", operation.name(), scope.word(), answer)
                .isEqualTo(!scope.includes(operation.needed()));
        if (isRefused) {
            assertThat(answer.body().get("reason").stringValue()).isEqualTo("scope");
            assertThat(answer.body().get("neededScope").stringValue())
                    .isEqualTo(operation.needed().word());
        }
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        JsonNode paths = control.send("GET", "/v3/api-docs", null).body().get("paths");
        for (String path : paths.propertyNames()) {
            for (String method : paths.get(path).propertyNames()) {
                operations.add(new Operation(method.toUpperCase(Locale.ROOT), path));
            }
        }
        return operations;
    }

    /** Of resources that do not exist, so that nothing changes. */
    private static String path(Operation operation) {
        return operation.path().replaceAll("\\{[^}]+}", NO_SUCH_ID);
    }

    private JsonNode create(String name, String scope) {
        return control.expect(
                201, "POST", "/admin/tokens", "{\"name\": \"%s\", \"scope\": \"%s\"}".formatted(name, scope));
    }

    private Optional<JsonNode> listed(String name) {
        return control.get("/admin/tokens?limit=500")
                .body()
                .get("tokens")
                .valueStream()
                .filter(token -> token.get("name").stringValue().equals(name))
                .findFirst();
    }

    /** With a body that no route accepts. */
    private Answer unreadable(Operation operation, String token) {
        String body = operation.method().equals("GET") ? null : "[]";
        return control.send(operation.method(), path(operation), body, "Authorization", "Bearer " + token);
    }

    private Answer send(String method, String path, String token) {
        return control.send(method, path, null, "Authorization", "Bearer " + token);
    }
}
